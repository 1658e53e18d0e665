package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.Precision;
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
import org.junit.jupiter.api.Test;

class NetworkLearnerTest {

  private static final TermGrid UNIFORM = TermGrid.uniform(Teachers.ALL, 2);

  private final PointerScope scope = new PointerScope();
  private final Hyperparameters settings = TinyTask.settings().dropout(0).build();
  private final ExitNetwork network = TinyTask.network(2, 16, settings);
  private final Batch batch = Batch.of(TinyTask.data(24, 3).train());
  private final NetworkLearner learner = learner(new LearningRateSchedule(0, 1000));

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void lookingAtTheTermsChangesNothing() {
    List<float[]> before = state();

    TermGrid first = learner.terms(batch);

    assertThat(learner.terms(batch).flat()).isEqualTo(first.flat());
    List<float[]> after = state();
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  @Test
  void aStepTellsTheTermsBeforeItAndLowersTheLoss() {
    TermGrid before = learner.terms(batch);

    TermGrid told = learner.descend(batch, UNIFORM);

    assertThat(told.flat()).isEqualTo(before.flat());
    for (int i = 0; i < 10; i++) {
      learner.descend(batch, UNIFORM);
    }
    assertThat(learner.terms(batch).dot(UNIFORM)).isLessThan(0.8 * before.dot(UNIFORM));
  }

  @Test
  void aTermWithoutWeightTeachesNothing() {
    float[] before = TensorValues.floats(network.exits().weight());

    // Only the first exit's classification counts.
    learner.descend(batch, TermGrid.of(new double[][] {{1, 0, 0}, {0, 0, 0}}));

    float[] after = TensorValues.floats(network.exits().weight());
    double decay = 1 - settings.exitLearningRate() * settings.weightDecay();
    int half = after.length / 2;
    for (int i = half; i < after.length; i++) {
      assertThat(after[i]).isCloseTo((float) (before[i] * decay), within(1e-8f));
    }
    assertThat(after[0]).isNotEqualTo(before[0]);
  }

  @Test
  void everyStepTakesTheNextRateOfTheSchedule() {
    NetworkLearner ending = learner(new LearningRateSchedule(0, 1));
    ending.descend(batch, UNIFORM);
    List<float[]> atTheEnd = state();

    ending.descend(batch, UNIFORM);

    // The schedule is over, its rate 0; only running statistics may still move.
    List<float[]> after = state();
    assertThat(after.get(0)).isEqualTo(atTheEnd.get(0));
    assertThat(after.get(1)).isEqualTo(atTheEnd.get(1));
  }

  @Test
  void aLossThatIsNoNumberIsNamedWithItsStep() {
    learner.descend(batch, UNIFORM);

    assertThatThrownBy(
            () ->
                learner.descend(batch, TermGrid.of(new double[][] {{Double.NaN, 0, 0}, {1, 0, 0}})))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the loss is NaN at step 2: training has diverged");
  }

  private NetworkLearner learner(LearningRateSchedule schedule) {
    return new NetworkLearner(
        network,
        new LeeBertObjective(Teachers.ALL, 2),
        new ThetaOptimizer(network, settings, false),
        schedule,
        Precision.FP32,
        false,
        0);
  }

  /** Weights and biases of the exits, their running mean and variance, then the encoder. */
  private List<float[]> state() {
    List<Tensor> tensors = new ArrayList<>(network.exits().state());
    tensors.addAll(network.encoder().trainable().values());
    return tensors.stream().map(TensorValues::floats).toList();
  }
}
