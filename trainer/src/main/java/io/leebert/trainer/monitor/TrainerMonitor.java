package io.leebert.trainer.monitor;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.monitor.Answer;
import io.leebert.schemas.monitor.Meters;
import io.leebert.schemas.monitor.Monitor;
import io.leebert.schemas.monitor.MonitorException;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.schemas.monitor.Routes;
import io.leebert.trainer.service.ServiceListener;
import io.leebert.trainer.service.ServiceState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that watches the trainer service, and the HTTP server that tells of it. */
public final class TrainerMonitor implements ServiceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerMonitor.class);
  private static final List<Duration> STORE =
      LongStream.of(10, 50, 100, 500, 1000, 5000, 10_000, 30_000, 60_000, 300_000)
          .mapToObj(Duration::ofMillis)
          .toList();

  private static final Answer CONTENTS =
      Answer.text(200, "/metrics\n/health/live\n/health/ready\n/health/startup\n");

  private final Meters meters = new Meters();
  private final TrainerHealth health = new TrainerHealth();
  private final LongSupplier nanoTime;
  private final RetrainMeters retrainings;
  private final Monitor monitor;
  private volatile long behind;
  private volatile long lastTurn;

  private TrainerMonitor(MonitorSettings settings, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    lastTurn = nanoTime.getAsLong();
    retrainings = new RetrainMeters(meters, nanoTime);
    meters.oneOf(TrainerMetric.STATE, ServiceState.values(), state -> health.state() == state);
    meters.gauge(TrainerMetric.READY, () -> health.ready().ok() ? 1 : 0);
    meters.gauge(TrainerMetric.BEHIND, () -> (double) behind);
    meters.gauge(TrainerMetric.TURN_AGE, () -> (nanoTime.getAsLong() - lastTurn) / 1e9);
    monitor = Monitor.start(settings, meters, health, new Routes().page("/", () -> CONTENTS));
    URI address = monitor.address();
    if (address != null) {
      LOG.info("metrics and health at {}", address);
    }
  }

  /**
   * Begins to watch, and to tell where the settings want it.
   *
   * @throws MonitorException when it cannot listen there
   */
  public static TrainerMonitor start(MonitorSettings settings, LongSupplier nanoTime) {
    return new TrainerMonitor(settings, nanoTime);
  }

  /** Where it is reached; null where the settings want no server. */
  public @Nullable URI address() {
    return monitor.address();
  }

  @Override
  public void turned(ServiceState state, long commandsBehind) {
    if (state == ServiceState.WAITING && health.state() != ServiceState.WAITING) {
      retrainings.rest();
    }
    health.is(state);
    behind = commandsBehind;
    lastTurn = nanoTime.getAsLong();
  }

  @Override
  public void said(CommandType type, ModelEvent event) {
    boolean retrain = type == CommandType.RETRAIN;
    switch (event.getType()) {
      case ACCEPTED -> meters.counter(TrainerMetric.ACCEPTED, Meters.named(type)).increment();
      case PROGRESS -> {
        if (retrain) {
          retrainings.progresses(event);
        }
      }
      case DONE -> end(type, event, "done");
      case REFUSED -> end(type, event, "refused");
      case CANCELLED -> end(type, event, "cancelled");
      case COMMAND_FAILED -> end(type, event, "failed");
      default -> {
        // About a version, an instance or a patience.
      }
    }
  }

  private void end(CommandType type, ModelEvent event, String outcome) {
    meters.counter(TrainerMetric.COMMANDS, Meters.named(type), outcome).increment();
    if (type == CommandType.RETRAIN) {
      retrainings.ends(event);
    }
  }

  @Override
  public void stored(StoreCall call, boolean reached, long nanos) {
    meters
        .timer(TrainerMetric.STORE, STORE, Meters.named(call), reached ? "done" : "failed")
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void ended() {
    health.end();
  }

  @Override
  public void close() {
    monitor.close();
  }
}
