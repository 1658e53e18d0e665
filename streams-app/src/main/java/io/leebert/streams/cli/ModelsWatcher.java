package io.leebert.streams.cli;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.models.TakeOver;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models topic while the application serves: patience is obeyed at once, on this
 * thread; versions are handed to the take-over, which has one of its own, for a fetch may be long.
 */
final class ModelsWatcher implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelsWatcher.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(15);

  private final CatalogueReader reader;
  private final String model;
  private final PatienceOrders orders;
  private final Supplier<ModelPace> pace;
  private final TakeOver<?> takeOver;
  private final BiConsumer<Catalogue, String> readers;
  private final Thread watching = daemon(this, "models-watcher");
  private final Thread loading;
  private volatile boolean closed;
  private boolean troubled;

  private ModelsWatcher(
      CatalogueReader reader,
      String model,
      PatienceOrders orders,
      Supplier<ModelPace> pace,
      TakeOver<?> takeOver,
      BiConsumer<Catalogue, String> readers) {
    this.reader = reader;
    this.model = model;
    this.orders = orders;
    this.pace = pace;
    this.takeOver = takeOver;
    this.readers = readers;
    this.loading = daemon(takeOver, "model-loader");
  }

  /**
   * Starts watching.
   *
   * @param reader at the point that the model in service was chosen at; closed by the watcher
   * @param pace that of the model in service
   * @param readers get what was read, with the model's name, on the watcher's thread
   */
  static ModelsWatcher start(
      CatalogueReader reader,
      String model,
      PatienceOrders orders,
      Supplier<ModelPace> pace,
      TakeOver<?> takeOver,
      BiConsumer<Catalogue, String> readers) {
    ModelsWatcher watcher = new ModelsWatcher(reader, model, orders, pace, takeOver, readers);
    watcher.watching.start();
    watcher.loading.start();
    return watcher;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void run() {
    try (reader) {
      while (!closed) {
        poll();
      }
    } catch (WakeupException e) {
      LOG.debug("stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() throws InterruptedException {
    try {
      try {
        heed(reader.catalogue());
      } finally {
        reader.poll(POLL);
      }
      if (troubled) {
        LOG.info("the models topic is read again");
        troubled = false;
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      // Broker or registry is away, or a right was taken: all of that may end.
      if (!troubled) {
        LOG.warn(
            "the models topic cannot be read for now, what is served goes on: {}", e.getMessage());
        troubled = true;
      }
      LOG.debug("cause", e);
      Thread.sleep(AFTER_TROUBLE.toMillis());
    }
  }

  private void heed(Catalogue catalogue) {
    takeOver.want(catalogue.current(model));
    readers.accept(catalogue, model);
    if (orders.look(catalogue, pace)) {
      LOG.info("{} is served {}: {}", model, orders, pace.get().describe());
    }
  }

  @Override
  public void close() {
    closed = true;
    takeOver.close();
    reader.wakeUp();
    loading.interrupt();
    try {
      watching.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a version that is just being opened: the process must not end under it. */
  void awaitLoader() {
    try {
      loading.join(LOADED_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
