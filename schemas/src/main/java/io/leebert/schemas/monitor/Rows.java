package io.leebert.schemas.monitor;

import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.List;

/** Numbers of one metric whose tags come and go: partitions, versions, patience. */
public final class Rows {

  /**
   * A number.
   *
   * @param values of the metric's tags, in their order
   */
  public record Value(double number, List<String> values) {

    /** Copies the list. */
    public Value {
      values = List.copyOf(values);
    }

    /** A number under these. */
    public static Value of(double number, String... values) {
      return new Value(number, List.of(values));
    }
  }

  private final Metric metric;
  private final MultiGauge gauge;

  Rows(Metric metric, MultiGauge gauge) {
    this.metric = metric;
    this.gauge = gauge;
  }

  /** These, and none of those before. */
  public void set(List<Value> numbers) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Value value : numbers) {
      rows.add(
          MultiGauge.Row.of(
              Meters.tags(metric, value.values().toArray(String[]::new)), value.number()));
    }
    gauge.register(rows, true);
  }
}
