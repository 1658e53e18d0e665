package io.leebert.deploy.cli;

import io.leebert.deploy.quickstart.Quickstart;
import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.quickstart.QuickstartSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quickstart}: the whole path in one command. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The whole path in one command: broker, registry, a model trained on messages of an online"
            + " pharmacy, events sent through it, and a retraining by message when a new kind of"
            + " message turns up.",
    footer = {
      "",
      "Examples:",
      "  leebert quickstart",
      "  leebert quickstart --events 2000 --report summary.json",
      "  leebert quickstart --keep",
      "",
      "Predictions and the summary go to standard output, progress to standard error. Nothing is",
      "left behind, whenever it is stopped.",
      "Exit code 0: every event came out exactly once and in order, 1: not, or something could not",
      "be started, 2: wrong usage."
    })
public final class QuickstartCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Messages to classify (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of the messages and of training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keep",
      description = "Leave everything running until Ctrl-C, and say how to use it.")
  private boolean keep;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the summary to a file, as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--train-rows",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Messages to train on (default: ${DEFAULT-VALUE}).")
  private int trainRows;

  @Option(
      names = "--held-out-rows",
      paramLabel = "N",
      defaultValue = "400",
      description = "Messages that training is judged by (default: ${DEFAULT-VALUE}).")
  private int heldOutRows;

  @Option(
      names = "--train-option",
      paramLabel = "OPTION",
      split = " ",
      description = "A further option of the train command, such as \"--layers 6\".")
  private List<String> trainOptions =
      List.of("--epochs", "3", "--learning-rate", "1e-4", "--max-length", "64");

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "Serve this model bundle instead of training one; it is not retrained.")
  private @Nullable Path bundle;

  @Option(names = "--no-retrain", description = "Leave out the retraining.")
  private boolean noRetrain;

  /** Made by picocli. */
  public QuickstartCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    atLeastOne("--events", events);
    atLeastOne("--train-rows", trainRows);
    atLeastOne("--held-out-rows", heldOutRows);
    QuickstartSettings settings =
        new QuickstartSettings(
            events,
            seed,
            trainRows,
            heldOutRows,
            trainOptions,
            bundle,
            !noRetrain,
            keep,
            report,
            Path.of(System.getProperty("java.io.tmpdir")),
            System.getProperty("leebert.launcher", "deploy/leebert"),
            Leebert.class.getName());
    try {
      return new Quickstart(settings, System.out, System.err).run() ? 0 : 1;
    } catch (QuickstartException e) {
      commandLine.getErr().println("leebert quickstart: " + e.getMessage());
      return 1;
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(commandLine(), option + " must be 1 or more, found " + value);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
