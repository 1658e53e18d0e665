package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.report.ComparedRun;
import io.leebert.trainer.report.RunFolder;
import io.leebert.trainer.report.RunRecord;
import io.leebert.trainer.report.Spread;
import io.leebert.trainer.report.TradeOff;
import io.leebert.trainer.train.ServedRule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same settings from several seeds, each with a run's folder, and their mean. */
final class SeedRuns {

  /** The speed-up that runs are compared at: the paper's. */
  private static final double SPEED_UP = 1.96;

  private final Backbone backbone;
  private final Path folder;
  private final String preset;
  private final Clock clock;
  private final PrintWriter messages;
  private final List<Double> averages = new ArrayList<>();
  private final List<Double> atSpeedUp = new ArrayList<>();

  SeedRuns(Backbone backbone, Path folder, String preset, Clock clock, PrintWriter messages) {
    this.backbone = backbone;
    this.folder = folder;
    this.preset = preset;
    this.clock = clock;
    this.messages = messages;
  }

  /**
   * Trains one seed, or reads what it brought where that is there already.
   *
   * @throws IllegalArgumentException when what is there was trained otherwise
   */
  void run(TrainingJob job) {
    Path run = folder.resolve("seed-" + job.settings().seed());
    RunRecord record =
        Files.exists(run.resolve(RunFolder.RECORD)) ? finished(job, run) : train(job, run);
    TradeOff near = new ComparedRun(run, record).nearest(SPEED_UP);
    averages.add(record.averageOverExits());
    atSpeedUp.add(near.score());
    messages.printf(
        Locale.ROOT,
        "seed %d: average of all exits %.2f, at %.2f times the speed %.2f%n",
        job.settings().seed(),
        100 * record.averageOverExits(),
        record.layers() / near.meanExitLayer(),
        100 * near.score());
    messages.flush();
  }

  private RunRecord finished(TrainingJob job, Path run) {
    RunRecord record = RunFolder.read(run);
    Map<String, String> wanted = job.provenance(backbone, job.prepare(backbone, messages));
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String found = record.settings().get(setting.getKey());
      if (!setting.getValue().equals(found)) {
        throw new IllegalArgumentException(
            run
                + " holds a run with other settings: its "
                + setting.getKey()
                + " is "
                + found
                + ", wanted "
                + setting.getValue()
                + "; remove it, or give another --out");
      }
    }
    return record;
  }

  private RunRecord train(TrainingJob job, Path run) {
    Instant start = clock.instant();
    TrainingJob.Outcome outcome = job.run(backbone, messages, new QuietListener());
    int layers = backbone.config().layers();
    ServedRule served =
        ServedRule.nearest(
            job.settings().exits().criterion(), layers, SPEED_UP, outcome.result(), outcome.data());
    RunRecord record =
        RunRecords.of(
            "seed-" + job.settings().seed(),
            preset,
            TrainCommand.task(job.train()),
            start,
            layers,
            outcome,
            served);
    RunFolder.write(run, record);
    return record;
  }

  /** Mean and deviation over the seeds. */
  String summary() {
    return line("average of all exits", averages)
        + line(String.format(Locale.ROOT, "nearest to %.2f times the speed", SPEED_UP), atSpeedUp);
  }

  private static String line(String what, List<Double> scores) {
    Spread spread = Spread.of(scores, Double::doubleValue);
    return String.format(
        Locale.ROOT,
        "%d seeds, %s: %.2f +- %.2f%n",
        spread.count(),
        what,
        100 * spread.mean(),
        100 * spread.deviation());
  }
}
