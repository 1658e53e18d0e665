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

  BatchRunner(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
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
    boolean alive = failures.isEmpty() || probeWorks(batch.get(0).network());
    failures.forEach(
        (ticket, cause) -> ticket.complete(alive ? new RowFailed(cause) : new DeviceFailed(cause)));
    return alive;
  }

  private @Nullable Exception attempt(List<Ticket> batch) {
    Network network = batch.get(0).network();
    List<Row> rows = rows(batch, network.pace());
    long start = nanoClock.getAsLong();
    List<Classification> answers;
    try {
      answers = classify(network.classifier(), rows);
    } catch (RuntimeException e) {
      return e;
    } catch (OutOfMemoryError e) {
      // Direct memory for one huge batch: its rows may still fit one at a time.
      return new InferenceException("no memory for a batch of " + batch.size() + " rows", e);
    }
    long end = nanoClock.getAsLong();
    long nanos = end - start;
    network.pace().ran(rows, answers, nanos);
    network.worked(rows.get(0));
    // Last of all: with its last row a model that is no longer in service ends.
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
    return null;
  }

  /** Only now, when they run, do rows that follow the load get their depth. */
  private static List<Row> rows(List<Ticket> batch, BatchPace pace) {
    boolean follow = batch.stream().anyMatch(ticket -> ticket.row().patience() == Row.FOLLOWS);
    int patience = follow ? pace.patience() : Row.FOLLOWS;
    return batch.stream().map(ticket -> ticket.row().at(patience)).toList();
  }

  private static boolean probeWorks(Network network) {
    Row probe = network.probe();
    if (probe == null) {
      return true; // Never answered yet: nothing to tell device and rows apart by.
    }
    try {
      classify(network.classifier(), List.of(probe));
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
