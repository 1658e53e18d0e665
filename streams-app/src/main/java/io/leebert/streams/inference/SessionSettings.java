package io.leebert.streams.inference;

/**
 * How a session is to be opened.
 *
 * @param device where it runs
 * @param required whether a GPU that is not there is an error; else the processor takes its place,
 *     and whoever opens the session says so
 * @param threads threads inside an operator, on the processor
 */
public record SessionSettings(Device device, boolean required, int threads) {

  public SessionSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("a session needs at least 1 thread, found " + threads);
    }
  }

  /** A session on a device that must be there. */
  public SessionSettings(Device device, int threads) {
    this(device, true, threads);
  }

  /** The same on the processor. */
  public SessionSettings onProcessor() {
    return new SessionSettings(Device.CPU, required, threads);
  }

  /**
   * The number of threads that suits a machine: all its processors. Stream threads tokenize and
   * wait; nearly all work is the network's.
   */
  public static int defaultThreads(int processors) {
    return Math.max(1, processors);
  }
}
