package io.leebert.streams.batch;

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
   * @param network the network that the rows are for
   * @param overhead what a batch costs of its own, in tokens, see {@link BatchPace#overheadTokens}
   */
  public static List<List<Row>> of(
      List<Row> rows, Classifier network, BatchSettings settings, IntSupplier overhead) {
    BatchQueue queue = new BatchQueue(settings, overhead);
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
