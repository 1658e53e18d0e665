package io.leebert.trainer.retrain;

/** What a retraining is at, in the order of its course. */
public enum RetrainPhase {
  /** Rows are read, cleaned, split and tokenized. */
  READING,
  /** The network learns. */
  TRAINING,
  /** The graph is written and checked against the network. */
  EXPORTING,
  /** Candidate and current model are scored on the held-out rows. */
  SCORING
}
