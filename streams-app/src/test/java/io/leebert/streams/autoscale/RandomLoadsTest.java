package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the load and the device, drawn from a seed: what users are promised holds. */
class RandomLoadsTest {
  private static final double JUMP = 90;
  private static final double CALM = 240;
  private static final double END = 300;

  /** A load that jumps and comes back, and a device unlike the one that was measured. */
  private record World(double before, double during, SimulatedDevice device, double target) {
    static World of(long seed) {
      Random random = new Random(seed);
      double times = StrictMath.exp(random.nextGaussian() * 0.35);
      SimulatedDevice device =
          new SimulatedDevice(
              second -> times,
              1 + 4 * random.nextDouble(),
              0.02 * random.nextDouble(),
              0.0015 * random.nextDouble(),
              0.2 * random.nextDouble());
      double least = device.capacity(SimulatedDevice.FRONTIER.best().layer(), 0);
      double most = device.capacity(SimulatedDevice.FRONTIER.cheapest().layer(), 0);
      double before = least * (0.05 + 0.55 * random.nextDouble());
      double during = before + (0.85 * most - before) * random.nextDouble();
      return new World(before, during, device, 1.5 + 2 * random.nextDouble());
    }

    double load(double second) {
      return second >= JUMP && second < CALM ? during : before;
    }

    AutoscaleSettings settings() {
      return new AutoscaleSettings(
          0,
          12,
          Duration.ofMillis((long) (target * 1000)),
          0.2,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f to %.0f events/s, %.2f times as slow, waking %.1f, %.2f ms an event, noise %.2f,"
              + " target %.1f s",
          before,
          during,
          device.slowness().applyAsDouble(0),
          device.wakingFactor(),
          1000 * device.secondsPerEvent(),
          device.noise(),
          target);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 24);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatUsersArePromisedHolds(long seed) {
    World world = World.of(seed);
    ServingSimulation simulation =
        new ServingSimulation(world.settings(), world::load).on(world.device()).seed(seed).run(END);
    String story = world + simulation.story();

    assertThat(simulation.oldest(5, END)).as("oldest event: %s", story).isLessThan(world.target());
    assertThat(simulation.behindTheOracle(JUMP + 20, CALM))
        .as("steps given up beyond an oracle's: %s", story)
        .isLessThan(1.25);
    assertThat(simulation.mostChangesInAMinute(JUMP + 15, CALM))
        .as("changes in a minute of constant load: %s", story)
        .isLessThanOrEqualTo(2);
    assertThat(simulation.bestSince()).as("the best is back: %s", story).isLessThan(CALM + 30);
  }
}
