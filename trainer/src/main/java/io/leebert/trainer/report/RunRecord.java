package io.leebert.trainer.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run was and brought: {@code run.json} of its folder. All scores are of held-out rows and
 * not percentages.
 *
 * @param formatVersion version of this record, {@link #FORMAT_VERSION}
 * @param name what the user calls the run
 * @param preset the method: {@code leebert}, {@code pabee}, ...
 * @param task the task, the same for all runs to be compared with each other
 * @param metric label of the score: {@code accuracy}, {@code matthews}, ...
 * @param startedAt when it started, or was last gone on with, ISO 8601
 * @param settings everything needed to repeat it, in the order to be shown; {@code seed} is one
 * @param labels names of the classes
 * @param layers layers of the whole backbone (M), which speed-ups count from; runs that cut layers
 *     off state the whole backbone's all the same
 * @param trainRows rows trained on
 * @param heldOutRows rows all scores are measured on
 * @param thetaSteps steps of the network's weights
 * @param trainSeconds wall-clock seconds of training
 * @param secondsPerStep mean wall-clock seconds of one step
 * @param epochs the epochs, first to last
 * @param losses the training loss, thinned
 * @param weights the weights of the loss terms, thinned; empty where they never change
 * @param exits the exits, lowest first
 * @param patience the patience rule's trade-off
 * @param confidence the confidence rule's trade-off, by the largest probability
 * @param entropy the entropy rule's trade-off
 * @param servedBy the rule the bundle is served by: {@value #PATIENCE}, {@value #CONFIDENCE} or
 *     {@value #ENTROPY}
 * @param servedAt its patience, least probability or greatest entropy
 * @param confusion {@code [gold][predicted]} counts of held-out rows under the served rule
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by nobody
public record RunRecord(
    int formatVersion,
    String name,
    String preset,
    String task,
    String metric,
    String startedAt,
    Map<String, String> settings,
    List<String> labels,
    int layers,
    int trainRows,
    int heldOutRows,
    long thetaSteps,
    double trainSeconds,
    double secondsPerStep,
    List<EpochPoint> epochs,
    List<LossPoint> losses,
    List<WeightsPoint> weights,
    List<ExitPoint> exits,
    List<TradeOff> patience,
    List<TradeOff> confidence,
    List<TradeOff> entropy,
    String servedBy,
    double servedAt,
    int[][] confusion) {

  /** Version of the record that this code writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /** The rule that counts agreeing exits. */
  public static final String PATIENCE = "patience";

  /** The rule that looks at the greatest probability. */
  public static final String CONFIDENCE = "confidence";

  /** The rule that looks at the entropy. */
  public static final String ENTROPY = "entropy";

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when parts contradict each other
   */
  public RunRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(startedAt, "startedAt");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    labels = List.copyOf(labels);
    epochs = List.copyOf(epochs);
    losses = List.copyOf(losses);
    weights = List.copyOf(weights);
    exits = List.copyOf(exits);
    patience = List.copyOf(patience);
    confidence = List.copyOf(confidence);
    entropy = List.copyOf(entropy);
    confusion = Grids.copy(confusion);
    RunChecks.check(formatVersion, layers, labels, exits, weights, servedBy, confusion);
  }

  /** A copy of the confusion matrix. */
  @Override
  public int[][] confusion() {
    return Grids.copy(confusion);
  }

  /** The trade-off of the rule the bundle is served by. */
  public List<TradeOff> servedRule() {
    return switch (servedBy) {
      case PATIENCE -> patience;
      case CONFIDENCE -> confidence;
      default -> entropy;
    };
  }

  /** What the served setting yields and costs; empty where its rule was not measured there. */
  public Optional<TradeOff> served() {
    return servedRule().stream().filter(t -> sameSetting(t.setting(), servedAt)).findFirst();
  }

  /** Thresholds are floats in a bundle and doubles here. */
  static boolean sameSetting(double one, double other) {
    return Math.abs(one - other) < 1e-6;
  }

  /** What a training method is chosen by: the average of all exits' scores. */
  public double averageOverExits() {
    return exits.stream().mapToDouble(ExitPoint::score).average().orElse(Double.NaN);
  }
}
