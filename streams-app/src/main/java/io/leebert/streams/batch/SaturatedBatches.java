package io.leebert.streams.batch;

import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The batches that a batcher makes while more rows come than its device can run, so that its queue
 * is full all the time. For measuring a device alone on what an application would run on it.
 */
public final class SaturatedBatches {
  private SaturatedBatches() {}

  /**
   * Makes the batches of rows that come in this order.
   *
   * @param classifier the network that the rows are for, which stays the caller's
   * @param overhead what a batch costs of its own, in tokens, see {@link BatchPace#overheadTokens}
   */
  public static List<List<Row>> of(
      List<Row> rows, Classifier classifier, BatchSettings settings, IntSupplier overhead) {
    BatchQueue queue = new BatchQueue(settings);
    Network network =
        new Network(
            classifier,
            new BatchPace() {
              @Override
              public int patience() {
                return Row.FOLLOWS; // Rows have a depth already, and nothing is run here.
              }

              @Override
              public int overheadTokens() {
                return overhead.getAsInt();
              }

              @Override
              public void ran(List<Row> ran, List<Classification> answers, long nanos) {}
            },
            () -> {});
    List<List<Row>> batches = new ArrayList<>();
    for (Row row : rows) {
      Ticket ticket = new Ticket(network, row, 0);
      while (!queue.offer(ticket)) {
        batches.add(next(queue));
      }
    }
    while (queue.size() > 0) {
      batches.add(next(queue));
    }
    return batches;
  }

  private static List<Row> next(BatchQueue queue) {
    return queue.take().stream().map(Ticket::row).toList();
  }
}
