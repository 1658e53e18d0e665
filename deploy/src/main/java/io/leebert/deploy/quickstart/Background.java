package io.leebert.deploy.quickstart;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Work beside one's own, in a thread that the end of this process does not wait for. Not in the
 * common pool, which may have one thread only.
 */
public final class Background {
  private final CompletableFuture<@Nullable Void> work;

  private Background(CompletableFuture<@Nullable Void> work) {
    this.work = work;
  }

  /** Starts work in a thread of that name. */
  public static Background start(String name, Runnable work) {
    return new Background(
        CompletableFuture.runAsync(
            work,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              thread.start();
            }));
  }

  /** Whether it has ended, well or not. */
  public boolean isDone() {
    return work.isDone();
  }

  /** Whether it has ended in an error, which {@link #join} throws. */
  public boolean hasFailed() {
    return work.isCompletedExceptionally();
  }

  /** Waits for its end; throws what it threw. */
  public void join() {
    try {
      work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
