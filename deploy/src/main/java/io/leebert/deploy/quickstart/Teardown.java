package io.leebert.deploy.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Takes everything away again, whenever the end comes: what was {@link #add}ed is closed in reverse
 * order and the work folder deleted, by {@link #close} or, when a signal ends this process, by a
 * shutdown hook. The hook is in place before the folder is made, and does not return while the work
 * still unwinds or a child process lives, so nothing can appear behind its back.
 */
public final class Teardown implements AutoCloseable {
  private static final Duration UNWIND = Duration.ofSeconds(20);
  private static final int SWEEP_MILLIS = 50;

  /** Never registered: taking it away again tells whether hooks are still kept. */
  private static final Thread NO_HOOK = new Thread(() -> {}, "no hook");

  private final Path folder;
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::onShutdown, "teardown");
  private final CountDownLatch workDone = new CountDownLatch(1);
  private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
  private volatile boolean stopping;

  private Teardown(Path folder) {
    this.folder = folder;
  }

  /**
   * A work folder under the given parent, and the promise to take it away.
   *
   * @throws QuickstartException when a signal came before there was anything to take away
   */
  public static Teardown install(Path parent, String name) {
    Teardown teardown = new Teardown(parent.resolve(name));
    try {
      Runtime.getRuntime().addShutdownHook(teardown.hook);
    } catch (IllegalStateException e) {
      throw new QuickstartException("interrupted", e);
    }
    try {
      Files.createDirectory(teardown.folder);
    } catch (IOException e) {
      teardown.close();
      throw new UncheckedIOException("cannot make the work folder " + teardown.folder, e);
    }
    return teardown;
  }

  /** The work folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Whether a signal is ending this process: errors of dying children mean nothing then. The JVM is
   * asked, too: it takes no more hooks (and {@link io.leebert.deploy.broker.ChildJvm} fails for
   * that) some milliseconds before the thread of ours says a word.
   */
  public boolean stopping() {
    return stopping || isJvmEnding();
  }

  /**
   * Asked by whoever has open clients, while work goes on. The hook interrupts this thread, but
   * maybe only when it takes leave of the broker already, which Kafka's clients would log as
   * errors: so the thread is interrupted here, and its clients leave at once.
   *
   * @throws QuickstartException when a signal is ending this process
   */
  void requireGoingOn() {
    if (stopping()) {
      Thread.currentThread().interrupt();
      throw new QuickstartException("interrupted", null);
    }
  }

  private static boolean isJvmEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(NO_HOOK);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Something to be closed before the folder is deleted. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes what is open, deletes the folder. To be called by the thread that installed this. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (!stopping()) {
          System.err.println("leebert: while stopping: " + e);
        }
      }
    }
    if (!stopping) {
      delete();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // A signal came just now: the hook runs, and finds nothing left to take away.
      }
    }
    workDone.countDown();
  }

  private void onShutdown() {
    stopping = true;
    worker.interrupt();
    long deadline = System.nanoTime() + UNWIND.toNanos();
    boolean done = false;
    boolean childless = false;
    while (!(done && childless) && System.nanoTime() < deadline) {
      childless = children().isEmpty();
      children().forEach(ProcessHandle::destroyForcibly);
      try {
        done = workDone.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        break;
      }
    }
    children().forEach(ProcessHandle::destroyForcibly);
    delete();
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().descendants().toList();
  }

  private void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("leebert: cannot delete " + folder + ": " + e);
    }
  }
}
