package io.leebert.deploy.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script by which bash or zsh completes commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(leebert completion bash)                        this shell",
      "  leebert completion bash > ~/.local/share/bash-completion/completions/leebert",
      "  source <(leebert completion zsh)                         zsh, after compinit",
      "",
      "Exit code 0: printed, 2: wrong usage."
    })
public final class CompletionCommand implements Runnable {
  /** One script serves both: it switches zsh to bash's way of completing. */
  private enum Shell {
    BASH,
    ZSH
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Shell shell = Shell.BASH;

  /** Made by picocli. */
  public CompletionCommand() {}

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    CommandLine root = spec.root().commandLine();
    if (shell == Shell.ZSH) {
      spec.commandLine().getOut().println("autoload -U +X bashcompinit && bashcompinit");
    }
    spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
    spec.commandLine().getOut().flush();
  }
}
