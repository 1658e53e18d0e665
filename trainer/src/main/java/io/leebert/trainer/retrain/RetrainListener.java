package io.leebert.trainer.retrain;

/** Hears how a retraining goes, on the thread that runs it. */
public interface RetrainListener {

  /** At every new phase, after every epoch, and about once a second in between. */
  void progress(RetrainProgress progress);

  /**
   * Something people should know that does not end the retraining: rows that were left out, labels
   * that are new, exits that do not vote.
   */
  void notice(String message);
}
