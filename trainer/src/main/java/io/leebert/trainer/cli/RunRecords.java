package io.leebert.trainer.cli;

import io.leebert.trainer.evaluate.Calibration;
import io.leebert.trainer.evaluate.ExitCurve;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.export.Quantization;
import io.leebert.trainer.report.CalibrationBin;
import io.leebert.trainer.report.EpochPoint;
import io.leebert.trainer.report.ExitPoint;
import io.leebert.trainer.report.LossPoint;
import io.leebert.trainer.report.RunRecord;
import io.leebert.trainer.report.TradeOff;
import io.leebert.trainer.report.WeightsPoint;
import io.leebert.trainer.train.ExitScores;
import io.leebert.trainer.train.ServedRule;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A training run as the record that reports are made from. */
final class RunRecords {

  private final TrainingResult result;
  private final TrainingData data;
  private final int[] gold;

  private RunRecords(TrainingResult result, TrainingData data) {
    this.result = result;
    this.data = data;
    this.gold = data.heldOut().stream().mapToInt(row -> row.gold()).toArray();
  }

  /**
   * The record of a run.
   *
   * @param layers of the whole backbone, which speed-ups count from
   */
  static RunRecord of(
      String name,
      String preset,
      String task,
      Instant start,
      int layers,
      TrainingJob.Outcome outcome,
      ServedRule served) {
    return of(name, preset, task, start, layers, outcome, served, null);
  }

  /**
   * The record of a run whose bundle may have int8 weights.
   *
   * @param layers of the whole backbone, which speed-ups count from
   * @param quantization what int8 weights cost, or null for fp32 weights
   */
  static RunRecord of(
      String name,
      String preset,
      String task,
      Instant start,
      int layers,
      TrainingJob.Outcome outcome,
      ServedRule served,
      @Nullable Quantization quantization) {
    Map<String, String> settings = new TreeMap<>(outcome.provenance());
    if (quantization != null) {
      settings.putAll(quantization.provenance());
    }
    return new RunRecords(outcome.result(), outcome.data())
        .record(name, preset, task, start, layers, settings, served);
  }

  private RunRecord record(
      String name,
      String preset,
      String task,
      Instant start,
      int layers,
      Map<String, String> settings,
      ServedRule served) {
    return new RunRecord(
        RunRecord.FORMAT_VERSION,
        name,
        preset,
        task,
        data.metric().label(),
        start.toString(),
        settings,
        data.labels(),
        layers,
        data.train().size(),
        data.heldOut().size(),
        result.steps(),
        result.seconds(),
        result.seconds() / Math.max(1, result.steps()),
        epochs(),
        result.history().losses().stream().map(l -> new LossPoint(l.step(), l.loss())).toList(),
        result.history().weights().stream()
            .map(w -> new WeightsPoint(w.step(), w.weights()))
            .toList(),
        exits(),
        curve(ExitCriterion.PATIENCE),
        curve(ExitCriterion.CONFIDENCE),
        curve(ExitCriterion.ENTROPY),
        served.criterion().flag(),
        served.point().setting(),
        confusion(served.rule(result.network().votes())));
  }

  private List<EpochPoint> epochs() {
    return result.epochs().stream()
        .map(
            epoch ->
                new EpochPoint(
                    epoch.epoch(),
                    epoch.stage(),
                    epoch.step(),
                    epoch.meanLoss(),
                    ofTrained(epoch.scores()),
                    epoch.best()))
        .toList();
  }

  private static List<Double> ofTrained(ExitScores scores) {
    return IntStream.range(0, scores.scores().size())
        .mapToObj(exit -> scores.trained().get(exit) ? scores.scores().get(exit) : Double.NaN)
        .toList();
  }

  /** Exits that were trained; what the others say means nothing. */
  private List<ExitPoint> exits() {
    ExitScores scores = result.scores();
    return IntStream.range(0, scores.scores().size())
        .filter(scores.trained()::get)
        .mapToObj(this::exit)
        .toList();
  }

  private ExitPoint exit(int index) {
    Calibration calibration = Calibration.of(result.probabilities(), gold, index);
    return new ExitPoint(
        index + 1,
        result.scores().scores().get(index),
        result.scores().accuracies().get(index),
        calibration.error(),
        Calibration.of(result.uncalibrated(), gold, index).error(),
        result.temperatures().get(index),
        result.scores().votes().get(index),
        calibration.bins().stream()
            .map(
                bin ->
                    new CalibrationBin(
                        bin.from(), bin.to(), bin.rows(), bin.meanConfidence(), bin.accuracy()))
            .toList());
  }

  private List<TradeOff> curve(ExitCriterion criterion) {
    Metric metric = data.metric();
    return ExitCurve.of(criterion, result.probabilities(), gold, metric, result.network().votes())
        .stream()
        .map(p -> new TradeOff(p.setting(), p.score(), p.accuracy(), p.meanExitLayer()))
        .toList();
  }

  private int[][] confusion(ExitRule rule) {
    int classes = data.labels().size();
    int[][] counts = new int[classes][classes];
    for (int row = 0; row < gold.length; row++) {
      counts[gold[row]][rule.decide(result.probabilities()[row]).predictedClass()]++;
    }
    return counts;
  }
}
