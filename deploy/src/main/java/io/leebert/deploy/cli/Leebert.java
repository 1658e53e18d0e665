package io.leebert.deploy.cli;

import io.leebert.streams.cli.ServeCommand;
import io.leebert.trainer.cli.CompareCommand;
import io.leebert.trainer.cli.EvaluateCommand;
import io.leebert.trainer.cli.QuantizeCommand;
import io.leebert.trainer.cli.SearchCommand;
import io.leebert.trainer.cli.TrainCommand;
import io.leebert.trainer.cli.TrainerServiceCommand;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code leebert} command: everything the product does, as subcommands. */
@Command(
    name = "leebert",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    description = "Text events in, labels out, at a depth that follows the load.",
    subcommands = {
      QuickstartCommand.class,
      TrainCommand.class,
      SearchCommand.class,
      EvaluateCommand.class,
      QuantizeCommand.class,
      CompareCommand.class,
      ServeCommand.class,
      TrainerServiceCommand.class,
      ProduceCommand.class,
      ConsumeCommand.class,
      ControlGroup.class,
      BrokerCommand.class,
      BenchCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  leebert quickstart                                       the whole path, in minutes",
      "  leebert train --train mails.csv --out my-model           a model of your own",
      "  leebert serve --config app.properties                    classify a topic",
      "  echo 'my parcel is late' | leebert produce -             send a text",
      "  leebert consume --json                                   see what came out",
      "",
      "leebert COMMAND --help says more. Exit codes: 0 done, 1 failed, 2 wrong usage; 3 where control",
      "waits for no longer; 130 or 143 stopped by SIGINT or SIGTERM, services in order."
    })
public final class Leebert implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Made by picocli. */
  public Leebert() {}

  /** Runs a command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with all its commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Leebert())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((error, arguments) -> wrongUsage(error))
        .setExecutionExceptionHandler(
            (error, commandLine, parsed) -> {
              commandLine
                  .getErr()
                  .println(commandLine.getCommandSpec().qualifiedName() + ": " + Causes.of(error));
              if (System.getenv("LEEBERT_LOG_LEVEL") != null) {
                error.printStackTrace(commandLine.getErr());
              }
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  /** The reason in one line: behind it, a command's whole help would hide it. */
  private static int wrongUsage(ParameterException error) {
    CommandLine commandLine = error.getCommandLine();
    PrintWriter err = commandLine.getErr();
    String name = commandLine.getCommandSpec().qualifiedName();
    err.println(name + ": " + error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, err);
    if (commandLine.getParent() == null) {
      commandLine.usage(err);
    } else {
      err.println("(" + name + " --help lists the options)");
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
