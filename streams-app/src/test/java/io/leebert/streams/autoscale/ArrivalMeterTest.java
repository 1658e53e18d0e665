package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalMeterTest {
  private final ArrivalMeter meter = new ArrivalMeter(Duration.ofSeconds(5));

  @Test
  void nothingKnownIsNothing() {
    assertThat(meter.perSecond(Duration.ofSeconds(1))).isZero();
    meter.add(0, 100);
    assertThat(meter.perSecond(Duration.ofSeconds(1))).isZero();
  }

  @Test
  void shortAndLongWindowsSeeTheirOwnTime() {
    for (int quarter = 0; quarter <= 40; quarter++) {
      meter.add(quarter * 250_000_000L, quarter > 36 ? 100 : 10);
    }

    assertThat(meter.perSecond(Duration.ofSeconds(1))).isEqualTo(400);
    assertThat(meter.perSecond(Duration.ofSeconds(5))).isEqualTo((16 * 10 + 4 * 100) / 5.0);
  }

  @Test
  void aWindowThatIsNotFullYetCountsWhatItHas() {
    meter.add(0, 0);
    meter.add(500_000_000L, 30);

    assertThat(meter.perSecond(Duration.ofSeconds(5))).isEqualTo(60);
  }
}
