package io.leebert.streams.monitor;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.monitor.Meters;
import io.leebert.schemas.monitor.Monitor;
import io.leebert.schemas.monitor.MonitorException;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.schemas.monitor.Routes;
import io.leebert.streams.accuracy.Judge;
import io.leebert.streams.accuracy.LabelListener;
import io.leebert.streams.autoscale.LagListener;
import io.leebert.streams.batch.BatchListener;
import io.leebert.streams.topology.ResultListener;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that watches the application, and the HTTP server that tells of it. It begins before
 * the model is loaded, so that probes find somebody to ask.
 */
public final class ServeMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServeMonitor.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Meters meters = new Meters();
  private final ServeHealth health = new ServeHealth();
  private final ResultMeters results;
  private final LagMeters lag;
  private final ModelMeters models;
  private final LabelMeters labels;
  private final LiveTally tally;
  private final LiveView view;
  private final Monitor monitor;
  private volatile @Nullable Judge judge;

  /**
   * What the page may show.
   *
   * @param texts whether texts of events are among it
   * @param control options that a control command needs here, with a space before each
   */
  public record Shown(boolean texts, String control) {}

  private ServeMonitor(MonitorSettings settings, Shown shown, Clock clock) {
    results = new ResultMeters(meters, clock);
    lag = new LagMeters(meters);
    models = new ModelMeters(meters);
    labels = new LabelMeters(meters);
    meters.oneOf(ServeMetric.STATE, KafkaStreams.State.values(), state -> health.state() == state);
    meters.gauge(ServeMetric.READY, () -> health.ready().ok() ? 1 : 0);
    tally = new LiveTally(clock, shown.texts());
    view = new LiveView(tally, lag, health, clock, System::nanoTime, shown.control());
    monitor =
        Monitor.start(
            settings,
            meters,
            health,
            new Routes().page("/", LivePage::read).stream("/live", view::json, EVERY));
    URI address = monitor.address();
    if (address != null) {
      view.begin();
      LOG.info("watch it at {} (/metrics, /health/live, ready, startup)", address);
    }
  }

  /**
   * Begins to watch, and to tell where the settings want it.
   *
   * @param shown what the page may show
   * @throws MonitorException when it cannot listen there
   */
  public static ServeMonitor start(MonitorSettings settings, Shown shown, Clock clock) {
    return new ServeMonitor(settings, shown, clock);
  }

  /** Where it is reached; null where the settings want no server. */
  public @Nullable URI address() {
    return monitor.address();
  }

  /** Hears of every result. */
  public ResultListener results() {
    return ResultListener.both(results, tally);
  }

  /** Hears what becomes of every label. */
  public LabelListener labels() {
    return labels;
  }

  /** Labels are compared with answers; to be said before the application starts. */
  public void judges(Judge comparing) {
    judge = comparing;
    view.judges(comparing);
  }

  /** Hears of every batch. */
  public BatchListener batches() {
    return results;
  }

  /** Hears of every look at the lag. */
  public LagListener lag() {
    return (nanos, reading, spans) -> {
      lag.looked(nanos, reading, spans);
      models.look();
    };
  }

  /**
   * The model is loaded and Kafka Streams is about to start.
   *
   * @param streams Kafka Streams
   * @param service what serves in it
   */
  public void starts(KafkaStreams streams, WatchedService service) {
    health.starts(streams::state, service::model);
    models.starts(service);
    takesOver(service.slot().current().model().manifest());
    view.starts(service);
    KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams);
    kafka.bindTo(meters.registry());
    meters.closing(kafka);
  }

  /** Events are being served. */
  public void runs() {
    health.runs();
  }

  /** A stream thread died. */
  public void threadDied() {
    models.threadDied();
  }

  /** The models topic was read; to be called by who reads it. */
  public void read(Catalogue catalogue, String model) {
    view.read(catalogue, model);
  }

  /** A model is going to answer from the next event on; to be said before it does. */
  public void takesOver(ModelManifest model) {
    labels.begin(model.getLayers());
    serves(model.getModelVersion());
  }

  private void serves(String version) {
    Judge comparing = judge;
    if (comparing != null) {
      comparing.serves(version);
    }
  }

  /** What this instance reports of a version: that it serves, or that it cannot. */
  public void reported(ModelEvent report) {
    if (report.getType() == ModelEventType.SERVING) {
      serves(report.getModelVersion());
    }
    Double gap = report.getScores().get("swapGapMs");
    if (report.getType() == ModelEventType.LOAD_FAILED) {
      models.failed();
    } else if (report.getType() == ModelEventType.SERVING && gap != null) {
      models.tookOver(gap / 1e3);
    }
  }

  @Override
  public void close() {
    view.close();
    monitor.close();
  }
}
