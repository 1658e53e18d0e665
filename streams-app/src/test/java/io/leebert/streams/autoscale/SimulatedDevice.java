package io.leebert.streams.autoscale;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.QualityFrontier.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What batches really take, as measured on two cores: the weights of every layer are read for one
 * row as for sixty; a device that has been idle is slow to begin; and whatever reads, tokenizes and
 * commits events takes its share of the processors from the network.
 *
 * @param slowness times longer than at the start, by second
 * @param wakingFactor times longer that a batch's own part takes after a pause
 * @param wakingSeconds what such a batch waits for its threads besides
 * @param secondsPerEvent processor time that an event takes beside the network, of two processors
 * @param noise standard deviation of a batch's time, as a share of it
 */
record SimulatedDevice(
    DoubleUnaryOperator slowness,
    double wakingFactor,
    double wakingSeconds,
    double secondsPerEvent,
    double noise) {
  static final int LAYERS = 12;
  static final int BATCH = 64;
  static final int TOKENS = 24;

  /** What a trial on SST-2 measured. */
  static final QualityFrontier FRONTIER =
      new QualityFrontier(
          List.of(
              new Step(1, 0.861, 2.14),
              new Step(2, 0.891, 3.31),
              new Step(3, 0.900, 4.40),
              new Step(4, 0.904, 5.48),
              new Step(6, 0.905, 7.51),
              new Step(12, 0.906, 12.0)));

  private static final double PER_BATCH = 0.0003;
  private static final double PER_LAYER = 0.00035;
  private static final double PER_WORK = 34.5e-6;

  /** As it is at the start: alone. */
  static SimulatedDevice alone() {
    return new SimulatedDevice(second -> 1, 1, 0, 0, 0);
  }

  /** As it is at work. */
  static SimulatedDevice shared() {
    return new SimulatedDevice(second -> 1, 3, 0.002, 0.001, 0.1);
  }

  SimulatedDevice slowed(DoubleUnaryOperator timesSlower) {
    return new SimulatedDevice(timesSlower, wakingFactor, wakingSeconds, secondsPerEvent, noise);
  }

  /** Full depth does 100 events a second in full batches, the lowest patience about 540. */
  double batchSeconds(double layers, double deepest, boolean woken) {
    double own = PER_BATCH + PER_LAYER * deepest;
    // A small batch after a pause finds the caches cold as well.
    double cold = woken ? 1 + (wakingFactor - 1) / 8 : 1;
    return own * (woken ? wakingFactor : 1)
        + (woken ? wakingSeconds : 0)
        + PER_WORK * TOKENS * layers * cold;
  }

  /** Events per second in full batches while that many are read, forwarded and committed too. */
  double capacity(double layer, double second) {
    double bare =
        BATCH / (batchSeconds(BATCH * layer, LAYERS, false) * slowness.applyAsDouble(second));
    return bare / (1 + bare * secondsPerEvent / 2);
  }

  /** The best that an oracle who knows the arrivals would choose. */
  Step oracle(double arrivals, double second) {
    Step best = FRONTIER.cheapest();
    for (Step step : FRONTIER.steps()) {
      if (capacity(step.layer(), second) >= arrivals) {
        best = step;
      }
    }
    return best;
  }

  /** What a measurement at the start finds. */
  static CostProfile measured() {
    List<CostProfile.Run> runs = new ArrayList<>();
    for (int rows : new int[] {1, 16}) {
      for (double layer : new double[] {1, LAYERS}) {
        double layers = rows * layer;
        long nanos = (long) (alone().batchSeconds(layers, layer, false) * 1e9);
        runs.add(new CostProfile.Run(rows, TOKENS, layers, layer, nanos));
      }
    }
    return CostProfile.fit(runs, LAYERS);
  }

  static List<PatienceQuality> profile() {
    return FRONTIER.steps().stream()
        .map(
            step ->
                PatienceQuality.newBuilder()
                    .setPatience(step.patience())
                    .setScore(step.score())
                    .setAccuracy(step.score())
                    .setMeanExitLayer(step.layer())
                    .setExitShares(List.of())
                    .build())
        .toList();
  }

  static double layerOf(int patience) {
    return FRONTIER.steps().stream()
        .filter(step -> step.patience() == patience)
        .findFirst()
        .orElseThrow()
        .layer();
  }

  /** Steps of the frontier from one patience to another. */
  static int stepsBetween(int patience, int other) {
    List<Integer> all = FRONTIER.steps().stream().map(Step::patience).toList();
    return all.indexOf(other) - all.indexOf(patience);
  }
}
