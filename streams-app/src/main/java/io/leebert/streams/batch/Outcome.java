package io.leebert.streams.batch;

import io.leebert.streams.inference.Classification;

/** How a row ended. */
public sealed interface Outcome {

  /**
   * The network answered.
   *
   * @param classification its answer
   * @param patience patience the row ran with
   * @param queueNanos time from the row's ticket to the start of its batch
   * @param inferenceNanos time of the batch's run through the network
   * @param batchRows rows in that batch
   * @param readyNanos when the answer was there, on the batcher's clock
   */
  record Classified(
      Classification classification,
      int patience,
      long queueNanos,
      long inferenceNanos,
      int batchRows,
      long readyNanos)
      implements Outcome {}

  /**
   * The network failed on this very row, while it still answers others.
   *
   * @param cause what it said
   */
  record RowFailed(Exception cause) implements Outcome {}

  /**
   * The device is gone: the row is as good as any, and must be tried again elsewhere or later.
   *
   * @param cause what it said
   */
  record DeviceFailed(Throwable cause) implements Outcome {}
}
