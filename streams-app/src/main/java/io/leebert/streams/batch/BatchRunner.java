package io.leebert.streams.batch;

import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.batch.Outcome.RowFailed;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs batches and settles every ticket. A batch that fails is run again row by row, also where it
 * is a single row: one bad row costs only itself, and one bad moment of the device costs none.
 * Where rows fail again on their own, a row that has worked before is run as a probe: if even that
 * fails, it is the device and not the rows.
 */
final class BatchRunner {
  private final LongSupplier nanoClock;
  private final BatchPace pace;
  private @Nullable Classifier probed;
  private @Nullable Row probe;

  BatchRunner(LongSupplier nanoClock, BatchPace pace) {
    this.nanoClock = nanoClock;
    this.pace = pace;
  }

  /**
   * Settles every ticket of a batch.
   *
   * @return false when the device has failed and nothing more should be run on it
   */
  boolean run(List<Ticket> batch) {
    Exception failure = attempt(batch);
    if (failure == null) {
      return true;
    }
    Map<Ticket, Exception> failures = new LinkedHashMap<>();
    for (Ticket ticket : batch) {
      Exception alone = attempt(List.of(ticket));
      if (alone != null) {
        failures.put(ticket, alone);
      }
    }
    // Settled only now: what is said of a row stands, its owner may act on it at once.
    boolean alive = failures.isEmpty() || probeWorks(batch.get(0).classifier());
    failures.forEach(
        (ticket, cause) -> ticket.complete(alive ? new RowFailed(cause) : new DeviceFailed(cause)));
    return alive;
  }

  private @Nullable Exception attempt(List<Ticket> batch) {
    Classifier classifier = batch.get(0).classifier();
    List<Row> rows = rows(batch);
    long start = nanoClock.getAsLong();
    List<Classification> answers;
    try {
      answers = classify(classifier, rows);
    } catch (RuntimeException e) {
      return e;
    } catch (OutOfMemoryError e) {
      // Direct memory for one huge batch: its rows may still fit one at a time.
      return new InferenceException("no memory for a batch of " + batch.size() + " rows", e);
    }
    long end = nanoClock.getAsLong();
    long nanos = end - start;
    for (int i = 0; i < batch.size(); i++) {
      Ticket ticket = batch.get(i);
      ticket.complete(
          new Classified(
              answers.get(i),
              rows.get(i).patience(),
              start - ticket.createdNanos(),
              nanos,
              batch.size(),
              end));
    }
    pace.ran(rows, answers, nanos);
    probed = classifier;
    probe = rows.get(0);
    return null;
  }

  /** Only now, when they run, do rows that follow the load get their depth. */
  private List<Row> rows(List<Ticket> batch) {
    boolean follow = batch.stream().anyMatch(ticket -> ticket.row().patience() == Row.FOLLOWS);
    int patience = follow ? pace.patience() : Row.FOLLOWS;
    return batch.stream().map(ticket -> ticket.row().at(patience)).toList();
  }

  private boolean probeWorks(Classifier classifier) {
    if (probe == null || probed != classifier) {
      return true; // Never answered yet: nothing to tell device and rows apart by.
    }
    try {
      classify(classifier, List.of(probe));
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      return false;
    }
  }

  private static List<Classification> classify(Classifier classifier, List<Row> rows) {
    List<Classification> answers = classifier.classify(rows);
    if (answers.size() != rows.size()) {
      throw new InferenceException(
          "the network was given " + rows.size() + " rows and answered " + answers.size());
    }
    return answers;
  }
}
