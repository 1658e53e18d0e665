package io.leebert.trainer.backbone;

/**
 * An exit as it is served: logits = pooled state x weight^T + bias, with standardization (and
 * temperature, where there is one) already folded in.
 *
 * @param weight {@code [K, H]}
 * @param bias {@code [K]}
 */
public record LinearExit(Weight weight, Weight bias) {}
