package io.leebert.streams.monitor;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.monitor.Health;
import io.leebert.streams.accuracy.Judge;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page shows, put together once a second for however many look at it. Nobody who looks
 * costs the application more than sending it.
 */
final class LiveView implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

  private final LiveTally tally;
  private final LiveHistory history = new LiveHistory();
  private final LagMeters lag;
  private final Health health;
  private final Clock clock;
  private final LongSupplier nanoClock;
  private final String control;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-view");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable WatchedService service;
  private volatile @Nullable ModelsView models;
  private volatile @Nullable Judge judge;
  private volatile String json;
  private Totals before;

  /** The counters at one moment. */
  private record Totals(
      long nanos, double arrived, long predictions, long deadLetters, long ages) {}

  /**
   * A view.
   *
   * @param control options that a control command needs here, to be shown
   */
  LiveView(
      LiveTally tally,
      LagMeters lag,
      Health health,
      Clock clock,
      LongSupplier nanoClock,
      String control) {
    this.tally = tally;
    this.lag = lag;
    this.health = health;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.control = control;
    before = totals();
    json = write();
  }

  /** Looks a second after every look, so that none is made up for after a standstill. */
  void begin() {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                look();
              } catch (RuntimeException e) {
                LOG.warn("the page stays as it is", e);
              }
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  /** There is a model to look at. */
  void starts(WatchedService watched) {
    service = watched;
  }

  /** The models topic was read; on the thread that reads it. */
  void read(Catalogue catalogue, String model) {
    models = ModelsView.of(catalogue, model);
  }

  /** Labels are read and compared with answers; to be said before a model starts. */
  void judges(Judge comparing) {
    judge = comparing;
  }

  /** Takes one look; for one thread. */
  void look() {
    Totals now = totals();
    double seconds = Math.max(1e-9, (now.nanos() - before.nanos()) / 1e9);
    long predictions = now.predictions() - before.predictions();
    long events = predictions + now.deadLetters() - before.deadLetters();
    WatchedService watched = service;
    history.add(
        new LiveHistory.Point(
            clock.millis(),
            (now.arrived() - before.arrived()) / seconds,
            events / seconds,
            lag.lags().values().stream().mapToLong(LagMeters.Lag::records).sum(),
            predictions == 0 ? -1 : (now.ages() - before.ages()) / (double) predictions,
            tally.oldest(),
            watched == null ? 0 : watched.pace().state().patience()));
    before = now;
    json = write();
  }

  private Totals totals() {
    return new Totals(
        nanoClock.getAsLong(),
        lag.arrived(),
        tally.predictions(),
        tally.deadLetters(),
        tally.ages());
  }

  private String write() {
    LiveJson live =
        new LiveJson(clock.millis())
            .control(control)
            .health(health.ready())
            .totals(tally.predictions(), tally.deadLetters())
            .lag(lag.lags())
            .history(history.points())
            .recent(tally.shown(), tally.wantsTexts())
            .models(models);
    WatchedService watched = service;
    if (watched != null) {
      var manifest = watched.slot().current().model().manifest();
      live.model(manifest, watched.pace().state(), tally.exits(manifest.getLayers()));
      // Only now it is known that nobody compares: a judge is there before a model starts.
      Judge comparing = judge;
      live.accuracy(comparing == null ? null : comparing.report());
    }
    return live.toString();
  }

  /** The last look. */
  String json() {
    return json;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
