package io.leebert.streams.inference;

/**
 * How a session is to be opened.
 *
 * @param device where it runs; what is asked for is required, there is no silent way back to the
 *     processor
 * @param threads threads inside an operator, on the processor
 */
public record SessionSettings(Device device, int threads) {

  public SessionSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("a session needs at least 1 thread, found " + threads);
    }
  }

  /**
   * The number of threads that suits a machine: all its processors. Stream threads tokenize and
   * wait; nearly all work is the network's.
   */
  public static int defaultThreads(int processors) {
    return Math.max(1, processors);
  }
}
