package io.leebert.streams.batch;

import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.util.List;

/**
 * Says how deep rows of a model without a depth of their own go, and is told what every batch took.
 */
public interface BatchPace {

  /** Patience of the batch that begins now. */
  int patience();

  /**
   * What a batch costs of its own, whatever is in it, in tokens of a row: small on a processor,
   * large on a GPU. By default a processor's.
   */
  default int overheadTokens() {
    return 64;
  }

  /**
   * A batch has run. Called by the device's thread, between two batches.
   *
   * @param rows its rows, each with the patience it ran with
   * @param answers what came out, in the same order
   * @param nanos the time it took
   */
  void ran(List<Row> rows, List<Classification> answers, long nanos);
}
