package io.leebert.trainer.evaluate;

import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;

/**
 * What an exported graph said of one row.
 *
 * @param exitLayer the layer it left at, 1 to M
 * @param probabilities {@code [K]} at that exit
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record GraphAnswer(int exitLayer, float[] probabilities) {

  /** The same as a decision: exit layer and most probable class. */
  public ExitDecision decision() {
    return new ExitDecision(exitLayer, ExitRule.mostProbable(probabilities));
  }
}
