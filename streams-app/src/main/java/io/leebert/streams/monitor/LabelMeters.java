package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.accuracy.LabelListener;
import io.leebert.streams.topology.ExitLayers;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Meters of the labels that arrive. Those of a model's layers are there before it answers, with
 * zeros: a counter that appears with its first increment hides it from Prometheus.
 */
final class LabelMeters implements LabelListener {
  private final Meters meters;
  private final Counter failures;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

  /** By layer: the right ones, and under the negative layer the wrong ones. */
  private final Map<Integer, Counter> judged = new HashMap<>();

  LabelMeters(Meters meters) {
    this.meters = meters;
    failures = meters.counter(ServeMetric.LABEL_FAILURES);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, meters.counter(ServeMetric.LABELS, Meters.named(outcome)));
    }
  }

  /** A model of so many layers is going to answer. */
  void begin(int layers) {
    for (int layer = 1; layer <= ExitLayers.toldApart(layers); layer++) {
      counter(layer, true);
      counter(layer, false);
    }
  }

  @Override
  public void ended(Outcome outcome) {
    Counter counter = outcomes.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void judged(int exitLayer, boolean right) {
    counter(ExitLayers.toldApart(exitLayer), right).increment();
  }

  @Override
  public void failed() {
    failures.increment();
  }

  private synchronized Counter counter(int layer, boolean right) {
    return judged.computeIfAbsent(
        right ? layer : -layer,
        key ->
            meters.counter(
                ServeMetric.ANSWERS_JUDGED, right ? "right" : "wrong", Integer.toString(layer)));
  }
}
