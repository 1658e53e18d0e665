package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Meters;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/** Meters of what the probes are told. */
final class StateMeters {
  StateMeters(Meters meters, ServeHealth health) {
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      meters.gauge(
          ServeMetric.STATE,
          () -> health.state() == state ? 1 : 0,
          state.name().toLowerCase(Locale.ROOT));
    }
    meters.gauge(ServeMetric.READY, () -> health.ready().ok() ? 1 : 0);
  }
}
