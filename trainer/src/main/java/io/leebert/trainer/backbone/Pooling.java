package io.leebert.trainer.backbone;

/** What an exit looks at: one vector per row, made from a layer's hidden states. */
public enum Pooling {
  /**
   * The mean over the row's real tokens; far better than CLS at low layers (design decision 10).
   */
  MEAN,
  /** The hidden state of the first token, as in the paper. */
  CLS
}
