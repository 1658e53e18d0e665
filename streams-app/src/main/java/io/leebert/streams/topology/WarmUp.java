package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.Row;
import io.leebert.streams.models.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The first row through a new model, on the thread that will run it: it proves the model on this
 * device and pays what a first run costs (allocation, lazy loading) before any event waits for it.
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Runs one small row through all layers, between two batches of whatever else is in service.
   *
   * @param nanoClock in nanoseconds
   * @return the row's prediction, good as an example of what this model writes
   * @throws InferenceException when the model does not answer, or not in time
   */
  public static Prediction run(
      ServedModel served, MicroBatcher batcher, LongSupplier nanoClock, Duration atMost) {
    Row row = served.model().probe();
    long start = nanoClock.getAsLong();
    List<Classification> answers;
    try {
      answers = batcher.between(() -> served.model().classifier().classify(List.of(row)), atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while warming up", e);
    } catch (RuntimeException e) {
      throw new InferenceException(
          served.model().name() + " cannot classify even one word: " + e.getMessage(), e);
    }
    if (answers.size() != 1) {
      throw new InferenceException(
          served.model().name() + " was given one row and answered " + answers.size());
    }
    long end = nanoClock.getAsLong();
    Classified answer = new Classified(answers.get(0), row.patience(), 0, end - start, 1, end);
    return Predictions.of(
        new Question(served, row, null, null, 0),
        new PendingEvent.Source("warm-up", 0, 0),
        0,
        answer,
        0,
        0);
  }
}
