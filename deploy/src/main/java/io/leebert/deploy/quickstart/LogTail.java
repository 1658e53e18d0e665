package io.leebert.deploy.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Shows what a child process writes to its log, as it is written. */
final class LogTail implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = 200_000_000;

  private final Path log;
  private final PrintStream out;
  private final Thread thread = new Thread(this::follow, "log-tail");
  private volatile boolean closing;

  private LogTail(Path log, PrintStream out) {
    this.log = log;
    this.out = out;
  }

  /** Copies the log from its beginning until closed. */
  static LogTail start(Path log, PrintStream out) {
    LogTail tail = new LogTail(log, out);
    tail.thread.setDaemon(true);
    tail.thread.start();
    return tail;
  }

  private void follow() {
    try (InputStream in = Files.newInputStream(log)) {
      boolean last = false;
      while (!last) {
        last = closing;
        in.transferTo(out);
        out.flush();
        if (!last) {
          LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
      }
    } catch (IOException e) {
      out.println("leebert: cannot follow " + log + ": " + e.getMessage());
    }
  }

  /** Copies what is left and ends. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
