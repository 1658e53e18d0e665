package io.leebert.trainer.service;

import io.leebert.trainer.retrain.GateReport;
import java.util.List;
import java.util.Map;

/**
 * A bundle that a retraining made, and what is to become of it.
 *
 * @param sha256 of its manifest
 * @param summary the gate's answer in a line
 * @param table what the candidate and the version in service are worth, for people
 * @param notes what people should know of the rows, one thing a line
 * @param scores the table, by name
 */
record Made(
    String sha256,
    Verdict verdict,
    String summary,
    String table,
    List<String> notes,
    Map<String, Double> scores) {

  /** What is to become of a candidate. */
  enum Verdict {
    /** To be put in service. */
    PASSED,
    /** Good enough, and left to a person. */
    MANUAL,
    /** Worse than the margins allow. */
    REJECTED
  }

  Made {
    notes = List.copyOf(notes);
    scores = Map.copyOf(scores);
  }

  static Made of(String sha256, Verdict verdict, GateReport gate, List<String> notes) {
    return new Made(sha256, verdict, gate.summary(), gate.table(), notes, gate.scores());
  }
}
