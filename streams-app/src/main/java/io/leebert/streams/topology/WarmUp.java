package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.batch.Outcome;
import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.batch.Outcome.RowFailed;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The first row through a new model, by the way that events take: it proves the model on this
 * device and pays what a first run costs (allocation, lazy loading) before any event waits for it.
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Runs one small row through all layers.
   *
   * @param nanoClock the batcher's clock
   * @return the row's prediction, good as an example of what this model writes
   * @throws InferenceException when the model does not answer, or not in time
   */
  public static Prediction run(
      LoadedModel model, MicroBatcher batcher, LongSupplier nanoClock, Duration atMost) {
    Row row = model.probe();
    long start = nanoClock.getAsLong();
    Ticket ticket = new Ticket(model.classifier(), row, start);
    Record<byte[], byte[]> none = new Record<>(new byte[0], new byte[0], 0, new RecordHeaders());
    PendingEvent.Asked event =
        new PendingEvent.Asked(
            none,
            new PendingEvent.Source("warm-up", 0, 0),
            new Question(model, row, null, 0),
            ticket);
    Outcome outcome = outcome(ticket, batcher, start + atMost.toNanos(), nanoClock);
    if (outcome instanceof Classified classified) {
      return Predictions.of(event, classified, 0, 0);
    }
    Throwable cause =
        outcome instanceof RowFailed failed ? failed.cause() : ((DeviceFailed) outcome).cause();
    throw new InferenceException(
        model.name() + " cannot classify even one word: " + cause.getMessage(), cause);
  }

  private static Outcome outcome(
      Ticket ticket, MicroBatcher batcher, long deadline, LongSupplier nanoClock) {
    long seen = batcher.progress();
    batcher.offer(ticket);
    try {
      Outcome outcome = ticket.outcome();
      while (outcome == null) {
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0) {
          throw new InferenceException("the model's first run did not end in time");
        }
        batcher.awaitProgress(seen, Duration.ofNanos(left));
        seen = batcher.progress();
        outcome = ticket.outcome();
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while warming up", e);
    }
  }
}
