package io.leebert.deploy.bench;

/** Processor time of processes. */
final class ProcessTime {
  private ProcessTime() {}

  /**
   * Seconds so far, in user and kernel mode, of all threads; NaN where the system does not tell.
   */
  static double of(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(time -> time.toNanos() / 1e9)
        .orElse(Double.NaN);
  }
}
