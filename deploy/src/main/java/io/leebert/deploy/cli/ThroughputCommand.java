package io.leebert.deploy.cli;

import io.leebert.deploy.bench.LabelledFile;
import io.leebert.deploy.bench.ThroughputBench;
import io.leebert.deploy.bench.ThroughputSettings;
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

/** {@code bench throughput}: ours against what a user would write by hand. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the same events to several applications, one after the other, on a broker of its own:",
      "  (a) what one would write by hand: Kafka Streams, mapValues, an ordinary full-depth export",
      "      of the same network, record by record, exactly once, too",
      "  (b) serve at full depth      (c) serve at a patience      (d) serve on auto, saturated",
      "  (e) serve at that patience with the int8 bundle, where one is given"
    },
    footer = {
      "",
      "Shows events a second and processor time, both as multiples of (a), accuracy on known",
      "labels, the session alone on the same rows, latency at a calm rate, the time from an answer",
      "to its forwarding, and what an idle instance takes. Let nothing else run meanwhile.",
      "",
      "Examples:",
      "  leebert bench throughput",
      "  leebert bench throughput --bundle my-model --int8-bundle my-model-int8 \\",
      "      --data mails.csv --label-column team --report throughput.json",
      "",
      "Exit code 0: every event came out exactly once and in order, 1: not, or something could not",
      "be started, 2: wrong usage."
    })
public final class ThroughputCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "The model (default: one is trained on the sample messages).")
  private @Nullable Path bundle;

  @Option(
      names = "--int8-bundle",
      paramLabel = "BUNDLE",
      description = "The same model as trained with --quantize int8.")
  private @Nullable Path int8Bundle;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Labelled texts to send, over and over: .csv, .tsv or .jsonl (default: sample messages).")
  private @Nullable Path data;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "Its column or field of the text (default: ${DEFAULT-VALUE}).")
  private String textColumn = "text";

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "Its column or field of the label (default: ${DEFAULT-VALUE}).")
  private String labelColumn = "label";

  @Option(
      names = "--only",
      paramLabel = "LETTER",
      split = ",",
      description = "Run only these; multiples are of the first (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Events that every application gets at once (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each runs; medians are shown (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Events before anything is measured (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "4",
      description = "Patience of (c) and (e) (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--calm-rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Events a second for latency (default: ${DEFAULT-VALUE}).")
  private double calmRate;

  @Option(
      names = "--calm-events",
      paramLabel = "N",
      defaultValue = "60",
      description = "Events sent at that rate (default: ${DEFAULT-VALUE}).")
  private int calmEvents;

  @Option(
      names = "--idle-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long to watch an idle instance; 0: not (default: ${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Option(
      names = "--by-hand-threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Stream threads of (a), each with its part of the processors for the network (default:"
              + " ${DEFAULT-VALUE}).")
  private int byHandThreads;

  @Option(names = "--report", paramLabel = "FILE", description = "Write all of it as JSON.")
  private @Nullable Path report;

  /** Made by picocli. */
  public ThroughputCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    boolean positive =
        events > 0 && rounds > 0 && calmRate > 0 && calmEvents > 0 && byHandThreads > 0;
    if (!positive) {
      throw new ParameterException(
          commandLine,
          "--events, --rounds, --calm-rate, --calm-events and --by-hand-threads must be above 0");
    }
    if (patience < 0 || idleSeconds < 0 || warmUpSeconds < 0) {
      throw new ParameterException(
          commandLine, "--patience, --warm-up-seconds and --idle-seconds must not be below 0");
    }
    ThroughputSettings settings =
        new ThroughputSettings(
            bundle,
            int8Bundle,
            data == null ? null : new LabelledFile(data, textColumn, labelColumn),
            only,
            events,
            rounds,
            warmUpSeconds,
            patience,
            calmRate,
            calmEvents,
            idleSeconds,
            byHandThreads,
            report,
            Path.of(System.getProperty("java.io.tmpdir")),
            Leebert.class.getName());
    try {
      return new ThroughputBench(settings, System.out, System.err).run() ? 0 : 1;
    } catch (QuickstartException e) {
      commandLine.getErr().println("leebert bench throughput: " + e.getMessage());
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
