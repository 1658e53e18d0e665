package io.leebert.trainer.backbone;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Where a network's tensors live while it trains. */
public enum TrainingDevice {
  /** The processor. */
  CPU,
  /** The first NVIDIA GPU; needs the build with profile {@code gpu}. */
  CUDA;

  /** The tensor on this device; the tensor itself when it is there already. */
  public Tensor place(Tensor tensor) {
    return this == CUDA ? tensor.cuda() : tensor;
  }

  /**
   * Checks that the device can be used.
   *
   * @throws IllegalArgumentException when it cannot, with what is missing
   */
  public void require() {
    if (this == CUDA && !torch.cuda_is_available()) {
      throw new IllegalArgumentException(
          "--device cuda: the training engine sees no GPU; it needs an NVIDIA GPU with its driver"
              + " and a build with mvn -Pgpu package");
    }
  }
}
