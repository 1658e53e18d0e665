package io.leebert.deploy.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A broker and a registry, started side by side: the registry takes much the longer of the two.
 *
 * @param broker the broker
 * @param registry the registry
 */
public record DevelopmentServices(EmbeddedBroker broker, EmbeddedRegistry registry)
    implements AutoCloseable {

  /**
   * Starts both and waits for both; when one does not come up, the other is stopped.
   *
   * @param workFolder gets the folders {@code broker} and {@code registry}; the caller removes it
   * @throws StartException naming the log file and its last lines
   */
  public static DevelopmentServices start(Path workFolder) {
    CompletableFuture<EmbeddedRegistry> registry =
        CompletableFuture.supplyAsync(
            () -> EmbeddedRegistry.start(workFolder.resolve("registry")),
            task -> daemon(task).start());
    EmbeddedBroker broker;
    try {
      broker = EmbeddedBroker.start(workFolder.resolve("broker"));
    } catch (RuntimeException e) {
      try {
        registry.join().close();
      } catch (CompletionException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    try {
      return new DevelopmentServices(broker, registry.join());
    } catch (CompletionException e) {
      broker.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "start-registry");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits until one of them ends by itself.
   *
   * @return what to say of it: which one, how it ended, and the last lines of its log
   */
  public String awaitEnd() throws InterruptedException {
    ChildJvm ended = ChildJvm.awaitAnyEnd(List.of(broker.process(), registry.process()));
    return ended.describe("ended with exit code " + ended.waitFor());
  }

  /** Stops both. */
  @Override
  public void close() {
    try {
      broker.close();
    } finally {
      registry.close();
    }
  }
}
