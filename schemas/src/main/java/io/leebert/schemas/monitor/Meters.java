package io.leebert.schemas.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * A program's meters, in Micrometer, written for Prometheus. Meters are made from {@link Metric}s
 * only; a tag that the list does not name is a mistake of ours and is refused.
 */
public final class Meters implements AutoCloseable {
  private static final String SECONDS = "_seconds";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<AutoCloseable> binders = new ArrayList<>();
  private final List<Runnable> refreshed = new ArrayList<>();

  /** Meters of the JVM to begin with. */
  public Meters() {
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(registry);
    binders.add(gc);
  }

  /** For binders of Micrometer's; meters of ours are made by the methods below. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * A counter.
   *
   * @param values of the metric's tags, in their order
   */
  public Counter counter(Metric metric, String... values) {
    return Counter.builder(name(metric, Metric.Kind.COUNTER))
        .description(metric.meaning())
        .tags(tags(metric, values))
        .register(registry);
  }

  /** A counter that is kept elsewhere. */
  public void counter(Metric metric, DoubleSupplier count, String... values) {
    // It holds on to what it is made of only weakly, and stands still once that is collected: the
    // registry is there as long as somebody can read it.
    FunctionCounter.builder(
            name(metric, Metric.Kind.COUNTER), registry, anything -> count.getAsDouble())
        .description(metric.meaning())
        .tags(tags(metric, values))
        .register(registry);
  }

  /** A number that is asked for whenever somebody looks. */
  public void gauge(Metric metric, DoubleSupplier value, String... values) {
    // A gauge holds on to what it measures only weakly, unless it is told to.
    Gauge.builder(name(metric, Metric.Kind.GAUGE), value::getAsDouble)
        .description(metric.meaning())
        .tags(tags(metric, values))
        .strongReference(true)
        .register(registry);
  }

  /**
   * A gauge for each of several: 1 for the one that holds, 0 for the others.
   *
   * @param values all there are; the metric's one tag has their names
   */
  public <E extends Enum<E>> void oneOf(Metric metric, E[] values, Predicate<E> holds) {
    for (E value : values) {
      gauge(metric, () -> holds.test(value) ? 1 : 0, named(value));
    }
  }

  /** The name of a constant as tags have it. */
  public static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Numbers whose tags come and go; set by {@link Rows#set}. */
  public Rows rows(Metric metric) {
    String name =
        metric.kind() == Metric.Kind.INFO
            ? metric.base().replace('_', '.') + ".info"
            : name(metric, Metric.Kind.GAUGE);
    return new Rows(
        metric, MultiGauge.builder(name).description(metric.meaning()).register(registry));
  }

  /** How long something takes. */
  public Timer timer(Metric metric, List<Duration> bounds, String... values) {
    if (!metric.base().endsWith(SECONDS)) {
      throw new IllegalArgumentException(metric + " is not in seconds");
    }
    String name = name(metric, Metric.Kind.HISTOGRAM);
    return Timer.builder(name.substring(0, name.length() - SECONDS.length()))
        .description(metric.meaning())
        .tags(tags(metric, values))
        .serviceLevelObjectives(bounds.toArray(Duration[]::new))
        .register(registry);
  }

  /** How large something is. */
  public DistributionSummary summary(Metric metric, double[] bounds, String... values) {
    return DistributionSummary.builder(name(metric, Metric.Kind.HISTOGRAM))
        .description(metric.meaning())
        .tags(tags(metric, values))
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  /** Has something done before every scrape. */
  public synchronized void beforeScrape(Runnable refresh) {
    refreshed.add(refresh);
  }

  /** Closes something together with the meters. */
  public synchronized void closing(AutoCloseable binder) {
    binders.add(binder);
  }

  /** All of it, as Prometheus reads it. */
  public synchronized Answer scrape() {
    refreshed.forEach(Runnable::run);
    String type = "text/plain; version=0.0.4; charset=utf-8";
    return new Answer(200, type, Answer.text(200, registry.scrape()).body());
  }

  static String name(Metric metric, Metric.Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind());
    }
    return metric.base();
  }

  static Tags tags(Metric metric, String... values) {
    if (metric.tags().size() != values.length) {
      throw new IllegalArgumentException(
          metric + " has tags " + metric.tags() + ", found " + List.of(values));
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(metric.tags().get(i), values[i]);
    }
    return tags;
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable binder : binders) {
      try {
        binder.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + binder, e);
      }
    }
    binders.clear();
    registry.close();
  }
}
