package io.leebert.trainer.optimize;

/** What gradient descent on learned loss weights moves. */
public enum WeightForm {
  /** The weights themselves, as the paper has it; they start at 1. */
  RAW,
  /** Logits of a mixture over the terms of every exit; the weights of an exit keep their sum. */
  NORMALIZED
}
