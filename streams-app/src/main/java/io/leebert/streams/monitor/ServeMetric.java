package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Metric;
import io.leebert.schemas.monitor.MetricsReference;
import java.util.List;

/** Every metric of the application; also the source of the reference. */
public enum ServeMetric implements Metric {
  EVENTS(
      "leebert_events",
      Kind.COUNTER,
      "Events that came out, by outcome: `prediction` or `dead_letter`.",
      "outcome"),
  DEAD_LETTERS(
      "leebert_dead_letters",
      Kind.COUNTER,
      "Events set aside, by cause: `undecodable` (its bytes are no event), `unreadable` (there is no"
          + " text to classify), `unclassifiable` (the network fails on it alone), `unwritable` (the"
          + " topic takes no such prediction).",
      "cause"),
  ARRIVED(
      "leebert_events_arrived",
      Kind.COUNTER,
      "Events that arrived in the partitions read here, as the broker says."),
  EVENT_AGE(
      "leebert_event_age_seconds",
      Kind.HISTOGRAM,
      "From an event's timestamp to its prediction, in seconds."),
  EVENT_STAGE(
      "leebert_event_stage_seconds",
      Kind.HISTOGRAM,
      "Where an event's time goes, in seconds: `tokenize`, `queue` (waits for a batch), `inference`"
          + " (its batch in the network), `order` (waits for the answers of older events), `forward`"
          + " (waits for its turn on the stream thread).",
      "stage"),
  EXIT_LAYER(
      "leebert_exit_layer",
      Kind.HISTOGRAM,
      "The layer that events left the network at; an event that went through all of them left at the"
          + " last."),
  LABELS(
      "leebert_labels",
      Kind.COUNTER,
      "Labels that came on `leebert.labelled.topic`, by what became of them: `judged` (compared with"
          + " this instance's answer), `repeated` (a label for the same event came before), `unknown`"
          + " (this instance has no answer, or none any more; said when the label has waited),"
          + " `unreadable`.",
      "outcome"),
  ANSWERS_JUDGED(
      "leebert_answers_judged",
      Kind.COUNTER,
      "Answers that were compared with a label, `right` or `wrong`, by the layer that the event left"
          + " at. Accuracy is the rate of the right ones over the rate of both.",
      "outcome",
      "layer"),
  LABEL_FAILURES(
      "leebert_label_failures",
      Kind.COUNTER,
      "Tries to read labels that failed, one every five seconds while topic, right or registry are"
          + " missing, or the broker when the reading begins. Events go on."),
  BATCH_ROWS("leebert_batch_rows", Kind.HISTOGRAM, "Events in a run of the network."),
  BATCH_TOKENS(
      "leebert_batch_tokens", Kind.HISTOGRAM, "Tokens in a run of the network, padding included."),
  TOKENS(
      "leebert_tokens",
      Kind.COUNTER,
      "Tokens through the network: `text` or `padding`. The share of padding is the latter's rate over"
          + " the rate of both.",
      "kind"),
  DEVICE_BUSY(
      "leebert_device_busy_seconds",
      Kind.COUNTER,
      "Time that the device was at work; at a rate of 1 it is the limit."),
  WAITING("leebert_batch_waiting", Kind.GAUGE, "Events that wait for the network now."),
  PATIENCE("leebert_patience", Kind.GAUGE, "Patience of the next batch."),
  PATIENCE_REASON(
      "leebert_patience_reason",
      Kind.GAUGE,
      "Why patience is what it is: 1 for the reason that holds, 0 for the others. `held` at a number;"
          + " `covered`: the best that covers the load; `draining` what waits; `waiting` to see"
          + " whether the load stays low; `falls`; `rises`; `tried`: one more under a steady load;"
          + " `tried_in_vain`.",
      "reason"),
  PATIENCE_CHANGES(
      "leebert_patience_changes",
      Kind.COUNTER,
      "How often patience changed, `up` or `down`; looked at four times a second.",
      "direction"),
  CAPACITY(
      "leebert_capacity_events_per_second",
      Kind.GAUGE,
      "What the device is thought to do at each patience that may be chosen, in events per second.",
      "patience"),
  LAG_RECORDS(
      "leebert_lag_records",
      Kind.GAUGE,
      "Events that have arrived and have no forwarded result, by partition. What is read and waits"
          + " inside counts, unlike in the group's committed offsets.",
      "topic",
      "partition"),
  LAG_SECONDS(
      "leebert_lag_seconds",
      Kind.GAUGE,
      "For how long the oldest of those has been waiting since it arrived, in seconds, to a quarter of"
          + " a second; of events that were there before this instance, since it came.",
      "topic",
      "partition"),
  MODEL("leebert_model", Kind.INFO, "The model in service.", "model", "version", "layers"),
  MODEL_LOADS(
      "leebert_model_loads",
      Kind.COUNTER,
      "Versions that took over (`taken_over`) or could not (`failed`, each try).",
      "outcome"),
  SWAP_GAP(
      "leebert_model_swap_gap_seconds",
      Kind.GAUGE,
      "How long the device stood still at the last take-over while events waited, in seconds."),
  STATE(
      "leebert_state",
      Kind.GAUGE,
      "State of Kafka Streams: 1 for the one that holds, 0 for the others.",
      "state"),
  READY("leebert_ready", Kind.GAUGE, "1 while /health/ready says yes, else 0."),
  THREAD_DEATHS(
      "leebert_stream_thread_deaths",
      Kind.COUNTER,
      "Stream threads that died of an exception; their events are read again.");

  private static final String NOTES =
      """

      Histograms have `_bucket`, `_sum` and `_count`, and `_max` beside them for the largest value of
      the last minutes. A result counts when it is forwarded; should its transaction be aborted, it
      comes again and counts again.

      Besides these there are the metrics of Kafka Streams and its clients (`kafka_…`, by
      Micrometer's `KafkaStreamsMetrics`) and of the JVM (`jvm_…`, `process_…`, `system_…`).
      """;

  @SuppressWarnings("ImmutableEnumChecker") // Its list is a copy that nobody changes.
  private final Spec spec;

  ServeMetric(String base, Kind kind, String meaning, String... tags) {
    spec = new Spec(base, kind, meaning, List.of(tags));
  }

  @Override
  public Spec spec() {
    return spec;
  }

  /** The reference page. */
  public static String markdown() {
    return MetricsReference.markdown(
        """
        # Metrics of `leebert serve`

        Printed by `deploy/leebert serve --print-metrics-reference`; not written by hand.

        """,
        List.of(values()),
        NOTES);
  }
}
