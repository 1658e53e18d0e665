package io.leebert.trainer.backbone;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Moves numbers between Java arrays and tensors; both directions copy. While one is read a scope
 * holds it: the collector of garbage could free its memory before all of it is copied.
 */
@SuppressWarnings("try") // scopes act by being open
public final class TensorValues {

  private TensorValues() {}

  /** A tensor with the values and the shape of a weight, fp32. */
  public static Tensor tensor(Weight weight) {
    int[] shape = weight.shape();
    long[] sizes = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = shape[i];
    }
    return Tensor.create(weight.values(), sizes);
  }

  /** The values of an fp32 tensor, row-major. */
  public static float[] floats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat = tensor.detach().cpu().contiguous();
      float[] values = new float[Math.toIntExact(flat.numel())];
      flat.data_ptr_float().get(values);
      return values;
    }
  }

  /** The values of a double tensor, row-major. */
  public static double[] doubles(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat = tensor.detach().cpu().contiguous();
      double[] values = new double[Math.toIntExact(flat.numel())];
      flat.data_ptr_double().get(values);
      return values;
    }
  }
}
