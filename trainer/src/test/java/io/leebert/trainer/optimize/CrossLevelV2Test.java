package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossLevelV2Test {

  private final Toy toy = new Toy();
  private final Toy.Omega weights = toy.omega();

  @Test
  void allStepsOfAGroupButTheLastUpdateBothOnTheSameBatchWithoutAskingForAnother() {
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(3, 0));

    TermGrid first = rule.step(1.0, Toy.NO_SECOND_BATCH);
    TermGrid second = rule.step(1.0, Toy.NO_SECOND_BATCH);

    // theta: 0 -> 0.2 under weight 1; omega moves by the term's value before the step, 1.
    assertThat(first.get(1, 0)).isEqualTo(1.0);
    assertThat(weights.gradients.get(0).get(1, 0)).isEqualTo(1.0);
    // weight 1 - 0.25 * 1 = 0.75: theta 0.2 -> 0.2 + 0.1 * 0.75 * 2 * 0.8 = 0.32.
    assertThat(second.get(1, 0)).isCloseTo(0.64, within(1e-12));
    assertThat(toy.theta).isCloseTo(0.32, within(1e-12));
    assertThat(toy.calls).containsExactly("descend 1.0", "omega", "descend 1.0", "omega");
  }

  @Test
  void theLastStepOfAGroupUpdatesTheWeightsByBothBatchesAtTheThetaJustReached() {
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(2, 0));

    rule.step(1.0, Toy.NO_SECOND_BATCH);
    toy.calls.clear();
    TermGrid before = rule.step(1.0, () -> 2.0);

    assertThat(toy.calls).containsExactly("descend 1.0", "terms 1.0", "terms 2.0", "omega");
    assertThat(before.get(1, 0)).isCloseTo(0.64, within(1e-12));
    // theta is 0.32 by now: (1 - 0.32)^2 + (2 - 0.32)^2.
    assertThat(weights.gradients.get(1).get(1, 0))
        .isCloseTo(0.68 * 0.68 + 1.68 * 1.68, within(1e-12));
  }

  @Test
  void groupsFollowEachOther() {
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(2, 0));

    for (int i = 0; i < 6; i++) {
      rule.step(1.0, () -> 2.0);
    }

    assertThat(toy.calls.stream().filter("terms 2.0"::equals)).hasSize(3);
    assertThat(weights.gradients).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyStepMovesBothAndEveryCycleLengthsOneAsksForD2(int cycle) {
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(cycle, 0));
    List<Integer> asked = new ArrayList<>();

    for (int i = 1; i <= 24; i++) {
      int step = i;
      rule.step(
          1.0,
          () -> {
            asked.add(step);
            return 2.0;
          });
      assertThat(weights.gradients).hasSize(step);
    }

    assertThat(asked)
        .isEqualTo(IntStream.rangeClosed(1, 24).filter(i -> i % cycle == 0).boxed().toList());
    assertThat(toy.calls.stream().filter(call -> call.startsWith("descend"))).hasSize(24);
    assertThat(toy.calls).doesNotContain("descend 2.0");
  }

  @Test
  void aWholeCycleGivesTheNumbersWorkedOutByHand() {
    // theta += 0.1 w 2 (t - theta) and w -= 0.25 l, targets 1, 2, 3 of D1 and 5 of D2, C = 3.
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(3, 0));

    rule.step(1.0, Toy.NO_SECOND_BATCH);
    assertThat(toy.theta).isCloseTo(0.2, within(1e-12));
    assertThat(weights.weight).isCloseTo(0.75, within(1e-12));

    rule.step(2.0, Toy.NO_SECOND_BATCH);
    // theta 0.2 + 0.15 * 1.8, w 0.75 - 0.25 * 1.8^2.
    assertThat(toy.theta).isCloseTo(0.47, within(1e-12));
    assertThat(weights.weight).isCloseTo(-0.06, within(1e-12));

    rule.step(3.0, () -> 5.0);
    // theta 0.47 - 0.012 * 2.53, then both losses there: 2.56036^2 + 4.56036^2.
    assertThat(toy.theta).isCloseTo(0.43964, within(1e-12));
    assertThat(weights.weight).isCloseTo(-0.06 - 0.25 * 27.3523266592, within(1e-9));
    assertThat(rule.weights().get(1, 0)).isEqualTo(weights.weight);
  }

  @Test
  void aCycleOfOneTakesTheSecondBatchAtEveryStep() {
    CrossLevelV2<Double> rule = new CrossLevelV2<>(toy, weights, new Cycle(1, 0));

    rule.step(1.0, () -> 2.0);
    rule.step(1.0, () -> 2.0);

    assertThat(toy.calls.stream().filter("terms 2.0"::equals)).hasSize(2);
  }

  @Test
  void aCycleBelowOneIsRefused() {
    assertThatThrownBy(() -> new CrossLevelV2<>(toy, weights, new Cycle(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cycle length must be at least 1, found 0");
  }

  @Test
  void uniformWeightsNeverMoveAndNeverAskForTheSecondHalf() {
    TermGrid ones = TermGrid.uniform(Teachers.NONE, 1);
    FixedWeights<Double> rule = new FixedWeights<>(toy, ones);

    rule.step(1.0, Toy.NO_SECOND_BATCH);
    rule.step(1.0, Toy.NO_SECOND_BATCH);

    assertThat(rule.weights().get(1, 0)).isEqualTo(1.0);
    assertThat(toy.calls).containsExactly("descend 1.0", "descend 1.0");
  }
}
