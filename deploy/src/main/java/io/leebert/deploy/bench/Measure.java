package io.leebert.deploy.bench;

/** What a throughput benchmark measures of an application. NaN where it does not apply. */
enum Measure {
  /** Committed predictions a second, all events at once, from the first sent to the last read. */
  EVENTS_PER_SECOND("eventsPerSecond"),
  /** Processor time of the application's process in that time, for 1,000 events. */
  CPU_SECONDS_PER_1000("cpuSecondsPer1000"),
  /** Processor time of the broker's process in that time, for 1,000 events. */
  BROKER_CPU_SECONDS_PER_1000("brokerCpuSecondsPer1000"),
  /** Share of right labels. */
  ACCURACY("accuracy"),
  MEAN_EXIT_LAYER("meanExitLayer"),
  /** Events in a batch: all events over all batches. */
  BATCH_ROWS("batchRows"),
  /** Share of that time in which the network ran. */
  SESSION_BUSY_SHARE("sessionBusyShare"),
  /** The same rows in the same batches through the session alone, rows a second. */
  BARE_ROWS_PER_SECOND("bareRowsPerSecond"),
  /** Processor time of the bare session, for 1,000 rows. */
  BARE_CPU_SECONDS_PER_1000("bareCpuSecondsPer1000"),
  /** Application over bare session. */
  APP_TO_BARE("appToBare"),
  /** Rows in a batch of the bare session. */
  BARE_BATCH_ROWS("bareBatchRows"),
  /** Text to tokens, rows a second, on one thread. */
  TOKENIZED_PER_SECOND("tokenizedPerSecond"),
  /** From sending to the committed prediction read, at a calm rate, milliseconds. */
  CALM_P50_MILLIS("calmLatencyP50Millis"),
  CALM_P99_MILLIS("calmLatencyP99Millis"),
  /** From the answer (and those of older events of the partition) to its forwarding, calm. */
  CALM_FORWARD_P50_MILLIS("calmForwardP50Millis"),
  CALM_FORWARD_P99_MILLIS("calmForwardP99Millis"),
  /** The same with all events at once. */
  SATURATED_FORWARD_P50_MILLIS("saturatedForwardP50Millis"),
  SATURATED_FORWARD_P99_MILLIS("saturatedForwardP99Millis"),
  /** From sending to reading with all events at once: how long the backlog took. */
  SATURATED_P50_MILLIS("saturatedLatencyP50Millis"),
  SATURATED_P99_MILLIS("saturatedLatencyP99Millis"),
  /** Processor time of the application without any events, as a share of one core. */
  IDLE_CPU_SHARE("idleCpuShare");

  final String key;

  Measure(String key) {
    this.key = key;
  }
}
