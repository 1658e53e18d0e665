package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A toy with one exit: theta is a number, a batch is a target, the one term is the squared
 * distance. Theta goes 0.1 times the weighted gradient, omega 0.25 times what it is told. Every
 * value can be followed by hand.
 */
final class Toy implements SlopeLearner<Double> {

  private static final double LEARNING_RATE = 0.1;

  /** For steps that need no batch of D2. */
  static final Supplier<Double> NO_SECOND_BATCH =
      () -> {
        throw new AssertionError("no batch of D2 is needed here");
      };

  final List<String> calls = new ArrayList<>();
  double theta;

  /** A weight that learns from this toy's terms. */
  Omega omega() {
    return new Omega();
  }

  @Override
  public TermGrid descend(Double target, TermGrid current) {
    calls.add("descend " + target);
    double distance = target - theta;
    theta += LEARNING_RATE * current.get(1, 0) * 2 * distance;
    return one(distance * distance);
  }

  @Override
  public TermGrid terms(Double target) {
    calls.add("terms " + target);
    return one((target - theta) * (target - theta));
  }

  @Override
  public TermGrid slopes(Double first, Double second) {
    calls.add("slopes " + first + " " + second);
    return one(4 * (first - theta) * (second - theta));
  }

  private static TermGrid one(double value) {
    return TermGrid.of(new double[][] {{value, 0}});
  }

  /** Plain gradient descent on a raw weight, remembering what it was told. */
  final class Omega implements LossWeights {
    final List<TermGrid> gradients = new ArrayList<>();
    double weight = 1;

    @Override
    public TermGrid values() {
      return one(weight);
    }

    @Override
    public void descend(TermGrid gradient) {
      calls.add("omega");
      gradients.add(gradient);
      weight -= 0.25 * gradient.get(1, 0);
    }

    @Override
    public double[] state() {
      return new double[] {weight};
    }

    @Override
    public void restore(double[] state) {
      weight = state[0];
    }
  }
}
