package io.leebert.trainer.service;

import io.leebert.schemas.event.CommandType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on open commands, beside the thread that reads new ones: retrainings one after the other on
 * one thread, what only moves bundles on another, each in the order they were begun.
 */
final class Workshop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
  private static final Duration END_WITHIN = Duration.ofSeconds(15);

  private final Function<CommandType, Job> jobs;
  private final Reports reports;
  private final ExecutorService retrainings = thread("retrain");
  private final ExecutorService others = thread("bundles");
  private final Map<String, StopFlag> begun = new ConcurrentHashMap<>();

  /**
   * A workshop.
   *
   * @param jobs the work that a type of command is
   */
  Workshop(Function<CommandType, Job> jobs, Reports reports) {
    this.jobs = jobs;
    this.reports = reports;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Begins, or goes on with, a command, unless that was done. */
  void begin(OpenCommand open) {
    StopFlag stop = new StopFlag();
    if (begun.putIfAbsent(open.id(), stop) == null) {
      boolean retrain = open.command().getType() == CommandType.RETRAIN;
      (retrain ? retrainings : others).execute(() -> work(open, stop));
    }
  }

  private void work(OpenCommand open, StopFlag stop) {
    try {
      if (!stop.isSet()) {
        jobs.apply(open.command().getType()).run(open, stop);
      }
    } catch (StoppedException e) {
      LOG.info("the work on command {} was stopped", open.id());
    } catch (RuntimeException | Error e) {
      fail(open, stop, e);
    } finally {
      begun.remove(open.id(), stop);
    }
  }

  private void fail(OpenCommand open, StopFlag stop, Throwable failure) {
    if (stop.isSet()) {
      LOG.debug("command {} failed when it was stopped already", open.id(), failure);
      return;
    }
    LOG.warn("command {} failed", open.id(), failure);
    try {
      var unused =
          reports.say(
              open,
              (catalogue, now) ->
                  failure instanceof RefusedException
                      ? Outcomes.refused(now, message(failure), Map.of())
                      : Outcomes.failed(now, message(failure)));
    } catch (StoppedException e) {
      LOG.debug("nobody wants to know of the failure of command {}", open.id());
    }
  }

  private static String message(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  /** Stops the work on a command; returns at once. */
  void stop(String id) {
    StopFlag stop = begun.remove(id);
    if (stop != null) {
      stop.set();
    }
  }

  /** Stops the work on all commands but some; returns at once. */
  void keep(Set<String> ids) {
    Set.copyOf(begun.keySet()).stream().filter(id -> !ids.contains(id)).forEach(this::stop);
  }

  /** Stops all work; returns at once. */
  void stopAll() {
    Set.copyOf(begun.keySet()).forEach(this::stop);
  }

  /** Stops all work and waits for it, not without end. */
  @Override
  public void close() {
    stopAll();
    retrainings.shutdown();
    others.shutdown();
    try {
      if (!retrainings.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a retraining has not stopped within {}", END_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
