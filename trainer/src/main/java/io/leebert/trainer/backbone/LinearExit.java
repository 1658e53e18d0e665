package io.leebert.trainer.backbone;

/**
 * An exit as it is served: logits = pooled state x weight^T + bias, with standardization (and
 * temperature, where there is one) already folded in.
 *
 * @param weight {@code [K, H]}
 * @param bias {@code [K]}
 */
public record LinearExit(Weight weight, Weight bias) {

  /** The exit whose logits are divided by a temperature. */
  public LinearExit cooled(double temperature) {
    return temperature == 1
        ? this
        : new LinearExit(divided(weight, temperature), divided(bias, temperature));
  }

  private static Weight divided(Weight numbers, double by) {
    float[] values = numbers.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / by);
    }
    return Weight.of(values, numbers.shape());
  }
}
