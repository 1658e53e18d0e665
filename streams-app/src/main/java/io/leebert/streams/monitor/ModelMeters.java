package io.leebert.streams.monitor;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.monitor.Meters;
import io.leebert.schemas.monitor.Rows;
import io.leebert.streams.autoscale.Motive;
import io.leebert.streams.autoscale.PaceState;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meters of the model in service: which it is, how deep it goes and why, what it could do. */
final class ModelMeters {
  private final Meters meters;
  private final Rows info;
  private final Rows capacity;
  private final Counter tookOver;
  private final Counter failed;
  private final Counter deaths;
  private final Counter up;
  private final Counter down;
  private volatile double gapSeconds = Double.NaN;
  private volatile @Nullable WatchedService service;

  /** At the look before; for the thread that looks. */
  private int patience = -1;

  ModelMeters(Meters meters) {
    this.meters = meters;
    info = meters.rows(ServeMetric.MODEL);
    capacity = meters.rows(ServeMetric.CAPACITY);
    tookOver = meters.counter(ServeMetric.MODEL_LOADS, "taken_over");
    failed = meters.counter(ServeMetric.MODEL_LOADS, "failed");
    deaths = meters.counter(ServeMetric.THREAD_DEATHS);
    up = meters.counter(ServeMetric.PATIENCE_CHANGES, "up");
    down = meters.counter(ServeMetric.PATIENCE_CHANGES, "down");
    meters.gauge(ServeMetric.SWAP_GAP, () -> gapSeconds);
    meters.beforeScrape(this::refresh);
  }

  /** From now on there is a model to look at. */
  void starts(WatchedService watched) {
    service = watched;
    meters.gauge(ServeMetric.PATIENCE, () -> watched.pace().state().patience());
    meters.oneOf(
        ServeMetric.PATIENCE_REASON,
        Motive.values(),
        motive -> watched.pace().state().motive() == motive);
    meters.gauge(ServeMetric.WAITING, () -> watched.batcher().waiting());
    meters.counter(ServeMetric.DEVICE_BUSY, () -> watched.batcher().counters().busyNanos() / 1e9);
  }

  private void refresh() {
    WatchedService watched = service;
    if (watched == null) {
      return;
    }
    ModelManifest manifest = watched.slot().current().model().manifest();
    info.set(
        List.of(
            Rows.Value.of(
                1,
                manifest.getModel(),
                manifest.getModelVersion(),
                Integer.toString(manifest.getLayers()))));
    PaceState state = watched.pace().state();
    List<Rows.Value> capacities = new ArrayList<>();
    state
        .choices()
        .forEach(
            choice ->
                capacities.add(
                    Rows.Value.of(choice.eventsPerSecond(), Integer.toString(choice.patience()))));
    capacity.set(capacities);
  }

  /** Looks whether patience has changed; for one thread. */
  void look() {
    WatchedService watched = service;
    if (watched == null) {
      return;
    }
    int now = watched.pace().state().patience();
    if (patience >= 0 && now != patience) {
      (now > patience ? up : down).increment();
    }
    patience = now;
  }

  /** Another version serves. */
  void tookOver(double deviceStoodStillSeconds) {
    tookOver.increment();
    gapSeconds = deviceStoodStillSeconds;
  }

  /** A version cannot serve. */
  void failed() {
    failed.increment();
  }

  /** A stream thread died. */
  void threadDied() {
    deaths.increment();
  }
}
