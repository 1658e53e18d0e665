package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.autoscale.LagMonitor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LagMetersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TopicPartition ONE = new TopicPartition("text-events", 1);
  private static final TopicPartition TWO = new TopicPartition("text-events", 2);

  private final Meters meters = new Meters();
  private final LagMeters lag = new LagMeters(meters);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void arrivalsOfAllLooksAddUp() {
    look(0, 3, Map.of());
    look(SECOND, 4, Map.of());
    assertThat(lag.arrived()).isEqualTo(7);
    assertThat(scrape()).contains("leebert_events_arrived_total 7.0\n");
  }

  @Test
  void aPartitionThatOthersHaveNowIsNotShownAnyMore() {
    look(0, 0, Map.of(ONE, new LagMonitor.Span(0, 5), TWO, new LagMonitor.Span(0, 6)));
    assertThat(scrape()).contains("partition=\"1\"", "partition=\"2\"");
    look(SECOND, 0, Map.of(TWO, new LagMonitor.Span(0, 6)));
    assertThat(lag.lags()).containsOnlyKeys(TWO);
    assertThat(scrape()).doesNotContain("partition=\"1\"").contains("partition=\"2\"");
  }

  @Test
  void aPartitionThatComesBackHasNotWaitedWhileOthersHadIt() {
    look(0, 0, Map.of(ONE, new LagMonitor.Span(0, 5)));
    look(2 * SECOND, 0, Map.of(ONE, new LagMonitor.Span(0, 5)));
    assertThat(lag.lags().get(ONE)).isEqualTo(new LagMeters.Lag(5, 2));
    look(3 * SECOND, 0, Map.of());
    look(100 * SECOND, 0, Map.of(ONE, new LagMonitor.Span(4, 5)));
    assertThat(lag.lags().get(ONE)).isEqualTo(new LagMeters.Lag(1, 0));
  }

  @Test
  void aPositionBeyondTheEndThatTheBrokerSaidIsNoLag() {
    look(0, 0, Map.of(ONE, new LagMonitor.Span(9, 5)));
    assertThat(lag.lags().get(ONE)).isEqualTo(new LagMeters.Lag(0, 0));
  }

  private void look(long nanos, double arrived, Map<TopicPartition, LagMonitor.Span> spans) {
    lag.looked(nanos, new LagMonitor.Reading(0, arrived, 0, true), spans);
  }

  private String scrape() {
    return new String(meters.scrape().body(), StandardCharsets.UTF_8);
  }
}
