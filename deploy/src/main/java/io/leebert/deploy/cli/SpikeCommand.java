package io.leebert.deploy.cli;

import io.leebert.deploy.bench.SpikeBench;
import io.leebert.deploy.bench.SpikeSettings;
import io.leebert.deploy.quickstart.QuickstartException;
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

/** {@code bench spike}: a load that jumps, with a fixed patience and with one that follows it. */
@Command(
    name = "spike",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends a base load, spikes of several times as much, and the base load again: first to an",
      "application with a fixed patience, then to one whose patience follows the load."
    },
    footer = {
      "",
      "The base should be a load that full depth can carry; the largest spike one that only a lower",
      "patience can. Shows lag, event age (from sending to the committed prediction), patience,",
      "exit layer and accuracy, by phase and over time, and why patience changed.",
      "",
      "Examples:",
      "  leebert bench spike",
      "  leebert bench spike --bundle my-model --base 40 --times 5,10 --report spike.json --plot spike.png",
      "",
      "Exit code 0: every event came out exactly once and in order, 1: not, or something could not",
      "be started, 2: wrong usage."
    })
public final class SpikeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description =
          "The model (default: one is trained on the sample messages, whose labels are known).")
  private @Nullable Path bundle;

  @Option(
      names = "--base",
      paramLabel = "N",
      defaultValue = "25",
      description = "Ordinary load in events per second (default: ${DEFAULT-VALUE}).")
  private double base;

  @Option(
      names = "--times",
      paramLabel = "F",
      split = ",",
      defaultValue = "5,10",
      description = "How many times the base each spike is (default: ${DEFAULT-VALUE}).")
  private List<Double> times = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Length of a spike, and of the calm after them (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--fixed",
      paramLabel = "PATIENCE",
      defaultValue = "bundle",
      description = "Patience to compare with: a number, or the bundle's (default).")
  private String fixed = "bundle";

  @Option(
      names = "--lag-target-ms",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "How old an event may get (default: ${DEFAULT-VALUE}).")
  private long lagTarget;

  @Option(names = "--report", paramLabel = "FILE", description = "Write all of it as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw lag, age, patience, exit layer and accuracy over time, as PNG.")
  private @Nullable Path plot;

  /** Made by picocli. */
  public SpikeCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    boolean positive =
        base > 0 && seconds > 0 && lagTarget > 0 && times.stream().allMatch(factor -> factor > 0);
    if (!positive) {
      throw new ParameterException(
          commandLine, "--base, --times, --seconds and --lag-target-ms must be above 0");
    }
    SpikeSettings settings =
        new SpikeSettings(
            bundle,
            base,
            times,
            seconds,
            fixed,
            lagTarget,
            report,
            plot,
            Path.of(System.getProperty("java.io.tmpdir")),
            Leebert.class.getName());
    try {
      return new SpikeBench(settings, System.out, System.err).run() ? 0 : 1;
    } catch (QuickstartException e) {
      commandLine.getErr().println("leebert bench spike: " + e.getMessage());
      return 1;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
