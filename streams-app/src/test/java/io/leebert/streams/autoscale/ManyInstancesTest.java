package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Instances that share the partitions; each decides from its own lag and its own capacity. */
class ManyInstancesTest {
  private static final double TARGET = 1.5;
  private static final int BEST = SimulatedDevice.FRONTIER.best().patience();
  private static final AutoscaleSettings SETTINGS =
      new AutoscaleSettings(
          0,
          12,
          Duration.ofMillis((long) (TARGET * 1000)),
          0.2,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60));

  @Test
  void aLoadThatInstancesShareIsServedAtTheDepthThatAllOfThemCanDo() {
    ServingSimulation simulation =
        new ServingSimulation(SETTINGS, second -> second < 60 ? 120 : 600)
            .with(3, Double.MAX_VALUE)
            .run(120);

    assertThat(simulation.oldest(0, 120)).as(simulation.story()).isLessThan(TARGET);
    for (int instance = 0; instance < 3; instance++) {
      assertThat(simulation.patienceAt(instance, 59)).isEqualTo(BEST);
      assertThat(
              SimulatedDevice.stepsBetween(
                  simulation.patienceAt(instance, 119),
                  SimulatedDevice.shared().oracle(200, 119).patience()))
          .as("instance %s%s", instance, simulation.story())
          .isBetween(-1, 1);
    }
  }

  @Test
  void thePartitionsOfADeadInstanceAreServedByTheOthersAtLessDepth() {
    ServingSimulation simulation =
        new ServingSimulation(SETTINGS, second -> 210).with(3, 60).run(180);

    assertThat(simulation.oldest(0, 60)).as(simulation.story()).isLessThan(TARGET);
    // Six seconds of a third of the load wait when the group notices; then all is well again.
    assertThat(simulation.oldest(66, 180)).isBetween(5.0, 6 + TARGET);
    assertThat(simulation.oldest(70, 180)).as(simulation.story()).isLessThan(TARGET);
    for (int instance = 1; instance < 3; instance++) {
      assertThat(
              SimulatedDevice.stepsBetween(
                  simulation.patienceAt(instance, 179),
                  SimulatedDevice.shared().oracle(105, 179).patience()))
          .as("instance %s%s", instance, simulation.story())
          .isBetween(-1, 1);
    }
    assertThat(simulation.served.stream().filter(event -> event.second() > 70))
        .as("partitions of the dead")
        .anyMatch(event -> event.partition() == 0);
  }

  @Test
  void aHotPartitionTakesDepthFromTheInstanceThatHasItAndFromNoOther() {
    ServingSimulation simulation =
        new ServingSimulation(SETTINGS, second -> second < 60 || second > 120 ? 80 : 400)
            .with(2, Double.MAX_VALUE)
            .withAHotPartition(second -> second < 60 || second > 120 ? 0 : 0.8)
            .run(180);

    assertThat(simulation.oldest(0, 180)).as(simulation.story()).isLessThan(TARGET);
    assertThat(simulation.patienceAt(0, 110)).isLessThan(4);
    assertThat(simulation.patienceAt(1, 110)).as(simulation.story()).isEqualTo(BEST);
    assertThat(simulation.bestSince()).isLessThan(120 + 30);
  }
}
