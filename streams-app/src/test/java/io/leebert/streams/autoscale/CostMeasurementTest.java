package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CostMeasurementTest {

  @Test
  void smallAndLargerShallowAndDeepBatchesAreRun() {
    ScriptedClassifier network = new ScriptedClassifier();
    AtomicLong clock = new AtomicLong();
    try (LoadedModel model = SmallModel.around(network)) {
      CostProfile profile =
          CostMeasurement.run(model, () -> clock.getAndAdd(1_000_000), UnaryOperator.identity());

      assertThat(network.batches()).extracting(batch -> batch.size()).contains(1, 16);
      assertThat(network.batches())
          .flatExtracting(batch -> batch)
          .extracting(Row::patience)
          .contains(0, ScriptedClassifier.LAYERS);
      assertThat(profile.eventsPerSecond(1, 8, 16, 1e9)).isPositive();
    }
  }

  @Test
  void modelsForPairsAreMeasuredWithPairs() {
    try (LoadedModel model = SmallModel.around(new ScriptedClassifier(), true)) {
      assertThat(
              CostMeasurement.run(model, System::nanoTime, UnaryOperator.identity())
                  .eventsPerSecond(1, 8, 1, 1e9))
          .isPositive();
    }
  }
}
