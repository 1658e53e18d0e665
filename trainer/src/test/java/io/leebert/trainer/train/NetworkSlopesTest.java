package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The slopes of clo-hyper on a real network, against gradients of the engine multiplied out. */
class NetworkSlopesTest {

  private static final int LAYERS = 2;

  private final PointerScope scope = new PointerScope();
  private final Hyperparameters settings = TinyTask.settings().dropout(0).build();
  private final ExitNetwork network = TinyTask.network(LAYERS, 16, settings);
  private final LeeBertObjective objective = new LeeBertObjective(Teachers.ALL, 2);
  private final ThetaOptimizer optimizer = new ThetaOptimizer(network, settings, false);
  private final TrainingData data = TinyTask.data(48, 3);
  private final Batch first = Batch.of(data.train().subList(0, 24));
  private final Batch second = Batch.of(data.train().subList(24, 48));
  private final NetworkLearner learner = learner(optimizer);

  @BeforeEach
  void leaveTheStart() {
    for (int i = 0; i < 5; i++) {
      learner.descend(first, TermGrid.uniform(Teachers.ALL, LAYERS));
    }
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void theyAreTheProductsOfTheTermsGradientsAndTheHeldOutLosses() {
    double[] heldOut = gradient(terms(second).select(1, 0).mean());
    double length = Math.sqrt(dot(heldOut, heldOut));

    TermGrid slopes = learner.slopes(first, second);

    for (int exit = 1; exit <= LAYERS; exit++) {
      for (int term = 0; term <= LAYERS; term++) {
        if (term == exit) {
          assertThat(slopes.get(exit, term)).isZero();
          continue;
        }
        double[] own = gradient(terms(first).select(0, exit - 1).select(0, term));
        double largest = length * Math.sqrt(dot(own, own));
        // A share of what two parallel gradients would give.
        assertThat(slopes.get(exit, term))
            .as("exit %d, term %d", exit, term)
            .isCloseTo(dot(heldOut, own), within(0.01 * largest));
      }
    }
    assertThat(slopes.get(LAYERS, 0)).as("learning helps").isPositive();
  }

  @Test
  void everyTensorIsBitForBitWhereItWas() {
    List<float[]> before = state();

    learner.slopes(first, second);

    List<float[]> after = state();
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  @Test
  void theNextStepIsTheSameAsWithoutThem() {
    TermGrid weights = TermGrid.uniform(Teachers.ALL, LAYERS);
    Snapshot start = new Snapshot(network);
    NetworkLearner other = learner(new ThetaOptimizer(network, settings, false));
    other.descend(first, weights);
    List<float[]> plain = state();
    start.restore();
    NetworkLearner sloped = learner(new ThetaOptimizer(network, settings, false));

    sloped.slopes(first, second);
    sloped.descend(first, weights);

    List<float[]> after = state();
    for (int i = 0; i < plain.size(); i++) {
      assertThat(after.get(i)).isEqualTo(plain.get(i));
    }
  }

  private NetworkLearner learner(ThetaOptimizer theta) {
    return new NetworkLearner(
        network, objective, theta, new LearningRateSchedule(0, 1000), Precision.FP32, false, 0);
  }

  private Tensor terms(Batch batch) {
    return objective.terms(network.logits(batch, Statistics.BATCH), network.gold(batch));
  }

  /** With respect to everything that a step moves, in one array; 0 where there is none. */
  private double[] gradient(Tensor loss) {
    optimizer.clearGradients();
    loss.backward();
    List<Double> all = new ArrayList<>();
    for (long i = 0; i < optimizer.parameters().size(); i++) {
      Tensor parameter = optimizer.parameters().get(i);
      float[] values =
          parameter.grad().defined()
              ? TensorValues.floats(parameter.grad())
              : new float[(int) parameter.numel()];
      for (float value : values) {
        all.add((double) value);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private List<float[]> state() {
    return new Snapshot(network).kept().stream().map(TensorValues::floats).toList();
  }
}
