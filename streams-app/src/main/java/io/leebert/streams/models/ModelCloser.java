package io.leebert.streams.models;

import io.leebert.streams.inference.LoadedModel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes models that nobody holds any more, on a thread of its own: the last to let go is often the
 * device's thread, and freeing a large network would keep it from the next batch.
 */
public final class ModelCloser implements Consumer<LoadedModel>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCloser.class);
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread closing = new Thread(task, "model-closer");
            closing.setDaemon(true);
            return closing;
          });

  /** Starts nothing yet. */
  public ModelCloser() {}

  @Override
  public void accept(LoadedModel model) {
    try {
      thread.execute(() -> close(model));
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is left to the end of the process", model.name(), e);
    }
  }

  private static void close(LoadedModel model) {
    try {
      model.close();
      LOG.info("{} is closed: its last row is done", model.name());
    } catch (RuntimeException e) {
      LOG.warn("{} could not be closed, its memory is not free", model.name(), e);
    }
  }

  /** Waits until everything that was let go is closed, at most half a minute. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a model is not closed within {}; leaving it behind", AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
