package io.leebert.trainer.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Moves parameters a little along their gradients and puts them back exactly. */
@SuppressWarnings("try") // guards act by being open
final class Nudge implements AutoCloseable {

  /** How far all parameters together move, as DARTS has it. */
  private static final double DISTANCE = 0.01;

  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> origins = new ArrayList<>();
  private final double length;

  /** Parameters with gradients; those without stay where they are. */
  Nudge(TensorVector all) {
    double squares = 0;
    try (NoGradGuard guard = new NoGradGuard()) {
      for (long i = 0; i < all.size(); i++) {
        Tensor parameter = all.get(i);
        if (parameter.grad().defined()) {
          double norm = parameter.grad().norm().item_double();
          squares += norm * norm;
          parameters.add(parameter);
          origins.add(parameter.detach().clone());
        }
      }
    }
    this.length = DISTANCE / Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
  }

  /** The step along the gradient: its product with the gradient's norm is the distance. */
  double length() {
    return length;
  }

  /** Moves to a multiple of the step away from the origin. */
  void to(double steps) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor parameter = parameters.get(i);
        parameter.copy_(origins.get(i).add(parameter.grad().mul(new Scalar(steps * length))));
      }
    }
  }

  @Override
  public void close() {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).copy_(origins.get(i));
      }
    }
  }
}
