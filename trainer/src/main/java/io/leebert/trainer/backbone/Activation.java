package io.leebert.trainer.backbone;

/** The feed-forward activation of a backbone, by its Hugging Face name. */
public enum Activation {
  /** Gaussian error linear unit with the error function, {@code gelu} in a config. */
  GELU,
  /** Its tanh approximation, {@code gelu_new} or {@code gelu_pytorch_tanh} in a config. */
  GELU_TANH
}
