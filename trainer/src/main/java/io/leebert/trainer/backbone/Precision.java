package io.leebert.trainer.backbone;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * In which numbers an encoder multiplies matrices. Parameters, their updates, sums, normalizations
 * and exits stay in fp32 either way (Micikevicius et al., 2018).
 */
public enum Precision {
  /** 32 bits: what a bundle is checked in. */
  FP32,
  /** bfloat16: some times faster where the processor multiplies it itself, and slower elsewhere. */
  BF16;

  /** A tensor in the precision of matrix products. */
  Tensor narrowed(Tensor tensor) {
    return this == BF16 ? tensor.to(torch.ScalarType.BFloat16) : tensor;
  }

  /** A product back in fp32. */
  Tensor widened(Tensor tensor) {
    return this == BF16 ? tensor.to(torch.ScalarType.Float) : tensor;
  }
}
