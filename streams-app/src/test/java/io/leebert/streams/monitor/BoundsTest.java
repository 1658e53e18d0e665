package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever scrapes keeps a row for every bound: few must do. */
class BoundsTest {
  private static final int MOST = 24;

  static Stream<double[]> all() {
    return Stream.of(
        nanos(Bounds.AGE), nanos(Bounds.STAGE), Bounds.LAYERS, Bounds.ROWS, Bounds.TOKENS);
  }

  private static double[] nanos(List<Duration> durations) {
    return durations.stream().mapToDouble(Duration::toNanos).toArray();
  }

  @ParameterizedTest
  @MethodSource("all")
  void boundsAreFewAndGrow(double[] bounds) {
    assertThat(bounds).hasSizeBetween(8, MOST).isSorted().doesNotHaveDuplicates();
    assertThat(bounds[0]).isPositive();
  }

  @Test
  void agesAreToldApartFromAFewMillisecondsToADay() {
    assertThat(Bounds.AGE)
        .startsWith(Duration.ofMillis(5))
        .endsWith(Duration.ofDays(1))
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void partsOfTheWayAreToldApartFromFiftyMicrosecondsToTenSeconds() {
    assertThat(Bounds.STAGE).startsWith(Duration.ofNanos(50_000)).endsWith(Duration.ofSeconds(10));
  }

  @Test
  void everyLayerOfALargeEncoderHasABoundOfItsOwn() {
    assertThat(Bounds.LAYERS).hasSize(24).startsWith(1, 2, 3).endsWith(23, 24);
  }

  @Test
  void batchesAreToldApartByTheirPowerOfTwo() {
    assertThat(Bounds.ROWS).startsWith(1, 2, 4).endsWith(2048, 4096);
    assertThat(Bounds.TOKENS).startsWith(16, 32).endsWith(32_768, 65_536);
  }
}
