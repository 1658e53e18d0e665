package io.leebert.deploy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: benchmarks that users run on their own machine and model. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the application on this machine, with a broker of its own.",
    subcommands = {ThroughputCommand.class, SpikeCommand.class},
    footer = {
      "",
      "Examples:",
      "  leebert bench throughput --bundle models/mails     events a second, by patience",
      "  leebert bench spike --bundle models/mails          patience under a load that jumps",
      "",
      "Exit code 0: every event came out exactly once and in order, 1: not, or something could not",
      "be started, 2: wrong usage."
    })
public final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Made by picocli. */
  public BenchCommand() {}

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    throw new ParameterException(
        spec.commandLine(), "which benchmark? there are: throughput and spike");
  }
}
