package io.leebert.trainer.backbone;

/** Which network a backbone is, by the {@code model_type} of its Hugging Face configuration. */
public enum Architecture {
  /** Every layer has weights of its own (Devlin et al., 2019). */
  BERT,
  /** Layers share weights, and narrow embeddings are projected to the width (Lan et al., 2020). */
  ALBERT
}
