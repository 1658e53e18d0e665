package io.leebert.streams.cli;

import io.leebert.streams.autoscale.AdminEndOffsets;
import io.leebert.streams.autoscale.Autoscaler;
import io.leebert.streams.autoscale.LagListener;
import io.leebert.streams.autoscale.LagMonitor;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.configuration.ServeSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the pace of the model in service look at the lag, again and again, on a thread of its own.
 */
final class LagLooker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LagLooker.class);

  /** While the broker keeps it waiting, it decides on what it can reckon. */
  private static final Duration ANSWER_WITHIN = Duration.ofMillis(500);

  private final Admin admin;
  private final LagMonitor monitor;
  private final Supplier<ModelPace> pace;
  private final IntSupplier waiting;
  private final LagListener listener;
  private final LongSupplier nanoClock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lag-monitor");
            thread.setDaemon(true);
            return thread;
          });

  private LagLooker(
      Admin admin,
      LagMonitor monitor,
      Supplier<ModelPace> pace,
      IntSupplier waiting,
      LagListener listener,
      LongSupplier nanoClock) {
    this.admin = admin;
    this.monitor = monitor;
    this.pace = pace;
    this.waiting = waiting;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /**
   * Starts looking.
   *
   * @param positions offset of the oldest event without a forwarded result, by partition
   * @param pace that of the model in service
   * @param waiting rows that wait in the batcher
   * @param listener hears of every look
   */
  static LagLooker start(
      ServeSettings settings,
      Supplier<Map<TopicPartition, Long>> positions,
      Supplier<ModelPace> pace,
      IntSupplier waiting,
      LagListener listener,
      LongSupplier nanoClock) {
    Admin admin =
        Admin.create(new StreamsConfig(settings.streams()).getAdminConfigs("leebert-lag"));
    LagLooker looker =
        new LagLooker(
            admin,
            new LagMonitor(new AdminEndOffsets(admin), positions, ANSWER_WITHIN),
            pace,
            waiting,
            listener,
            nanoClock);
    long period = Autoscaler.EVERY.toMillis();
    var unused =
        looker.timer.scheduleWithFixedDelay(looker::look, period, period, TimeUnit.MILLISECONDS);
    return looker;
  }

  private void look() {
    try {
      LagMonitor.Reading reading = monitor.read();
      long now = nanoClock.getAsLong();
      pace.get().look(now, reading, waiting.getAsInt());
      listener.looked(now, reading, monitor.spans());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("cannot decide on patience, it stays as it is", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
