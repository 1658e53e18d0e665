package io.leebert.deploy.quickstart;

import io.leebert.deploy.traffic.LedgerCounts;
import java.util.List;

/**
 * What a retraining did, while events went on being classified.
 *
 * @param before messages of the new kind, by the model that does not know it
 * @param after the same by the model that was trained on it
 * @param during what was classified meanwhile
 * @param modelsPromoted new models that were promoted
 * @param seconds from the command to the first prediction of the new model
 * @param swapGapMillis time that the device stood still for the swap, as the application says
 */
record Retrained(
    PassResult before,
    PassResult after,
    List<PassResult> during,
    int modelsPromoted,
    double seconds,
    double swapGapMillis) {

  Retrained {
    during = List.copyOf(during);
  }

  /** Every event of every pass. */
  LedgerCounts everything() {
    LedgerCounts all = before.counts().plus(after.counts());
    for (PassResult pass : during) {
      all = all.plus(pass.counts());
    }
    return all;
  }
}
