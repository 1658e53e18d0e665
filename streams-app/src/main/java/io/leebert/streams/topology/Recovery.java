package io.leebert.streams.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the application when a stream thread dies. Its transaction is aborted in any
 * case, so that its events are read again. A new thread takes over, unless the cause is one that it
 * would meet again, or threads die faster than a passing trouble explains: then the application
 * ends, for its supervisor to see.
 */
public final class Recovery implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int MOST_REPLACEMENTS_OF_EACH = 10;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final ArrayDeque<Long> replacements = new ArrayDeque<>();
  private final LongSupplier nanoClock;
  private final int most;
  private @Nullable Throwable fatal;

  /**
   * A new life.
   *
   * @param threads number of stream threads: one trouble may end all of them
   */
  public Recovery(LongSupplier nanoClock, int threads) {
    this.nanoClock = nanoClock;
    this.most = MOST_REPLACEMENTS_OF_EACH * threads;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
    long now = nanoClock.getAsLong();
    while (!replacements.isEmpty() && now - replacements.getFirst() > WITHIN.toNanos()) {
      replacements.removeFirst();
    }
    if (hopeless(exception) || replacements.size() >= most) {
      fatal = exception;
      LOG.error("stopping: {}", summary(exception), exception);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    replacements.addLast(now);
    LOG.warn("a stream thread died and is replaced: {}", summary(exception));
    LOG.debug("cause", exception);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** What ended the application, or null. */
  public synchronized @Nullable Throwable fatal() {
    return fatal;
  }

  private static boolean hopeless(Throwable exception) {
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof Error
          || t instanceof DeviceException
          || t instanceof AuthenticationException
          || t instanceof AuthorizationException
          || t instanceof MissingSourceTopicException
          || t instanceof UnsupportedVersionException) {
        return true;
      }
    }
    return false;
  }

  /** The chain of causes in one line. */
  private static String summary(Throwable exception) {
    StringBuilder text = new StringBuilder(String.valueOf(exception.getMessage()));
    for (Throwable t = exception.getCause(); t != null; t = t.getCause()) {
      text.append(" <- ").append(t.getClass().getSimpleName()).append(": ").append(t.getMessage());
    }
    return text.toString();
  }
}
