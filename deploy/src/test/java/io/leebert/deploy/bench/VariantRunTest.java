package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.deploy.traffic.PredictionFixture;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.Timings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How figures follow from what was sent, read and said. */
class VariantRunTest {
  private final Map<Measure, Double> values = new EnumMap<>(Measure.class);
  private final VariantRun.Timed timed = new VariantRun.Timed();

  /** Four events at once; three come back, the last of them after two seconds. */
  private final SpikeResult result =
      new SpikeResult(
          "all",
          new LoadPlan(List.of(new LoadPlan.Phase("all", 4, 1))),
          new double[] {0, 0, 0, 0},
          new double[] {0.5, 1, Double.NaN, 2},
          new int[] {4, 4, 0, 4},
          new int[] {5, 6, 0, 10},
          new boolean[] {true, false, false, true},
          new LedgerCounts(4, 3, 1, 0, 0, 0),
          List.of());

  private static Prediction prediction(long inferenceMicros, int batchRows, long forwardMicros) {
    Prediction prediction = PredictionFixture.prediction("e", "refund", 5);
    prediction.setTimings(new Timings(1L, 1L, inferenceMicros, batchRows, 1L, forwardMicros));
    return prediction;
  }

  @Test
  void onlyWhatCameBackCountsUpToTheLastOfThem() {
    timed.accept(prediction(500_000, 1, 1000));
    VariantRun.saturated(values, result, timed);

    assertThat(values)
        .containsEntry(Measure.EVENTS_PER_SECOND, 1.5)
        .containsEntry(Measure.MEAN_EXIT_LAYER, 7.0)
        .containsEntry(Measure.SATURATED_P50_MILLIS, 1000.0)
        .containsEntry(Measure.SATURATED_P99_MILLIS, 2000.0)
        .containsEntry(Measure.SESSION_BUSY_SHARE, 0.25);
    assertThat(values.get(Measure.ACCURACY)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void aBatchCountsOnceHoweverManyOfItsEventsTellOfIt() {
    timed.accept(prediction(800_000, 2, 1000));
    timed.accept(prediction(800_000, 2, 3000));
    timed.accept(prediction(200_000, 1, 2000));

    VariantRun.saturated(values, result, timed);

    assertThat(values.get(Measure.BATCH_ROWS)).isCloseTo(1.5, within(1e-9));
    assertThat(values.get(Measure.SESSION_BUSY_SHARE)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void forwardingIsTheMedianAndTheWorstOfAllEvents() {
    for (int i = 1; i <= 5; i++) {
      timed.accept(prediction(1, 1, 1000L * i));
    }

    VariantRun.forwards(
        values, timed, Measure.CALM_FORWARD_P50_MILLIS, Measure.CALM_FORWARD_P99_MILLIS);

    assertThat(values)
        .containsEntry(Measure.CALM_FORWARD_P50_MILLIS, 3.0)
        .containsEntry(Measure.CALM_FORWARD_P99_MILLIS, 5.0);
  }

  @Test
  void ofNothingThereAreNoFigures() {
    SpikeResult none =
        new SpikeResult(
            "none",
            result.plan(),
            new double[] {0},
            new double[] {Double.NaN},
            new int[1],
            new int[1],
            new boolean[1],
            new LedgerCounts(1, 0, 1, 0, 0, 0),
            List.of());

    VariantRun.latencies(values, none, Measure.CALM_P50_MILLIS, Measure.CALM_P99_MILLIS);

    assertThat(values.values()).hasSize(2).allMatch(value -> value.isNaN());
  }
}
