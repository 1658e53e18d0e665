package io.leebert.trainer.monitor;

import io.leebert.schemas.monitor.Metric;
import io.leebert.schemas.monitor.MetricsReference;
import java.util.List;

/** Every metric of the trainer service; also the source of the reference. */
public enum TrainerMetric implements Metric {
  STATE(
      "leebert_trainer_state",
      Kind.GAUGE,
      "How the service stands: 1 for the state that holds, 0 for the others. `joining` its group;"
          + " `waiting`: another service of the group works; `in_charge`; `troubled`: it is its turn,"
          + " but broker or registry is away.",
      "state"),
  READY("leebert_trainer_ready", Kind.GAUGE, "1 while /health/ready says yes, else 0."),
  TURN_AGE(
      "leebert_trainer_turn_age_seconds",
      Kind.GAUGE,
      "Time since the last round of the loop that reads commands, in seconds; there are several in a"
          + " second."),
  BEHIND(
      "leebert_trainer_commands_behind",
      Kind.GAUGE,
      "Commands that have come and are not decided on; 0 at a service that waits for its turn."),
  ACCEPTED(
      "leebert_trainer_commands_accepted",
      Kind.COUNTER,
      "Commands that were accepted and go on for a while, by type.",
      "type"),
  COMMANDS(
      "leebert_trainer_commands",
      Kind.COUNTER,
      "Commands that came to their end, by type and outcome: `done`, `refused`, `cancelled`,"
          + " `failed`.",
      "type",
      "outcome"),
  GATES(
      "leebert_retrain_gates",
      Kind.COUNTER,
      "Retrained models that were judged, by verdict: `passed`, `rejected`, or `manual` (passed, and"
          + " waits for a PROMOTE).",
      "verdict"),
  RUNNING("leebert_retrain_running", Kind.GAUGE, "1 while a retraining is under way, else 0."),
  PROGRESS(
      "leebert_retrain_progress_ratio",
      Kind.GAUGE,
      "Share of the retraining under way that is done, 0 to 1; no number where there is none."),
  SECONDS_LEFT(
      "leebert_retrain_left_seconds",
      Kind.GAUGE,
      "About how long the retraining under way will still take, in seconds; no number where nobody can"
          + " say."),
  SCORE(
      "leebert_retrain_score",
      Kind.GAUGE,
      "Score of the retraining under way on held-out rows after its last epoch: `average` over the"
          + " exits, `last` of the last exit.",
      "score"),
  SECONDS(
      "leebert_retrain_seconds",
      Kind.HISTOGRAM,
      "How long retrainings took from their first word to their end, in seconds, as far as this"
          + " service saw both."),
  STORE(
      "leebert_store_call_seconds",
      Kind.HISTOGRAM,
      "How long the bundle store took, in seconds, by call (`find`, `publish`, `fetch`) and outcome"
          + " (`done`, `failed`).",
      "call",
      "outcome");

  private static final String NOTES =
      """

      Histograms have `_bucket`, `_sum` and `_count`, and `_max` beside them for the largest value of
      the last minutes. Counters count what this service said, not what one before it did.

      Besides these there are the metrics of the JVM (`jvm_…`, `process_…`, `system_…`).
      """;

  @SuppressWarnings("ImmutableEnumChecker") // Its list is a copy that nobody changes.
  private final Spec spec;

  TrainerMetric(String base, Kind kind, String meaning, String... tags) {
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
        # Metrics of `leebert trainer-service`

        Printed by `deploy/leebert trainer-service --print-metrics-reference`; not written by hand.

        """,
        List.of(values()),
        NOTES);
  }
}
