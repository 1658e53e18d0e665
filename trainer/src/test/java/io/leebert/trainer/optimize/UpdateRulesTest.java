package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.TermGrid;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The rules beside clo-v2, step by step, on a toy whose numbers are worked out by hand. */
class UpdateRulesTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private final Toy toy = new Toy();
  private final Toy.Omega weights = toy.omega();

  @Test
  void singleLevelMovesBothByTheSameBatchAtWhereTheyStood() {
    SingleLevel<Double> rule = new SingleLevel<>(toy, weights);

    TermGrid first = rule.step(1.0, Toy.NO_SECOND_BATCH);
    assertThat(first.get(1, 0)).isEqualTo(1);
    // theta 0 + 0.1 * 1 * 2 * 1, w 1 - 0.25 * 1: the term's value before theta moved.
    assertThat(toy.theta).isCloseTo(0.2, EXACT);
    assertThat(weights.weight).isCloseTo(0.75, EXACT);

    TermGrid second = rule.step(2.0, Toy.NO_SECOND_BATCH);
    assertThat(second.get(1, 0)).isCloseTo(3.24, EXACT);
    // theta 0.2 + 0.1 * 0.75 * 2 * 1.8, w 0.75 - 0.25 * 1.8^2.
    assertThat(toy.theta).isCloseTo(0.47, EXACT);
    assertThat(weights.weight).isCloseTo(-0.06, EXACT);
    assertThat(rule.weights().get(1, 0)).isEqualTo(weights.weight);
    assertThat(toy.calls).containsExactly("descend 1.0", "omega", "descend 2.0", "omega");
  }

  @Test
  void biLevelMovesTheWeightsByTheSecondBatchAloneAtTheThetaJustReached() {
    BiLevel<Double> rule = new BiLevel<>(toy, weights);

    TermGrid first = rule.step(1.0, () -> 2.0);
    assertThat(first.get(1, 0)).isEqualTo(1);
    // theta 0.2, w 1 - 0.25 * (2 - 0.2)^2.
    assertThat(toy.theta).isCloseTo(0.2, EXACT);
    assertThat(weights.weight).isCloseTo(0.19, EXACT);

    rule.step(1.0, () -> 0.0);
    // theta 0.2 + 0.1 * 0.19 * 2 * 0.8 = 0.2304, w 0.19 - 0.25 * 0.2304^2.
    assertThat(toy.theta).isCloseTo(0.2304, EXACT);
    assertThat(weights.weight).isCloseTo(0.19 - 0.25 * 0.05308416, EXACT);
    assertThat(rule.weights().get(1, 0)).isEqualTo(weights.weight);
    assertThat(toy.calls)
        .containsExactly("descend 1.0", "terms 2.0", "omega", "descend 1.0", "terms 0.0", "omega");
  }

  @Test
  void crossLevelV1MovesTheWeightsByBothBatchesInEveryStep() {
    CrossLevelV1<Double> rule = new CrossLevelV1<>(toy, weights);

    TermGrid first = rule.step(1.0, () -> 2.0);
    assertThat(first.get(1, 0)).isEqualTo(1);
    // theta 0.2, w 1 - 0.25 * (0.8^2 + 1.8^2).
    assertThat(toy.theta).isCloseTo(0.2, EXACT);
    assertThat(weights.weight).isCloseTo(0.03, EXACT);

    TermGrid second = rule.step(3.0, () -> 0.0);
    assertThat(second.get(1, 0)).isCloseTo(7.84, EXACT);
    // theta 0.2 + 0.1 * 0.03 * 2 * 2.8 = 0.2168, w 0.03 - 0.25 * (2.7832^2 + 0.2168^2).
    assertThat(toy.theta).isCloseTo(0.2168, EXACT);
    assertThat(weights.weight).isCloseTo(0.03 - 0.25 * 7.79320448, EXACT);
    assertThat(rule.weights().get(1, 0)).isEqualTo(weights.weight);
    assertThat(toy.calls)
        .containsExactly(
            "descend 1.0",
            "terms 1.0",
            "terms 2.0",
            "omega",
            "descend 3.0",
            "terms 3.0",
            "terms 0.0",
            "omega");
  }

  @Test
  void crossLevelHyperMovesTheWeightsAgainstTheSlopesInEveryCthStepOnly() {
    CrossLevelHyper<Double> rule = new CrossLevelHyper<>(toy, weights, new Cycle(2, 0));

    TermGrid first = rule.step(1.0, Toy.NO_SECOND_BATCH);
    assertThat(first.get(1, 0)).isEqualTo(1);
    assertThat(toy.theta).isCloseTo(0.2, EXACT);
    assertThat(weights.weight).as("not its step").isEqualTo(1);

    rule.step(1.0, () -> 2.0);
    // theta 0.2 + 0.1 * 2 * 0.8 = 0.36; both batches pull the same way: the weight rises by
    // 0.25 * 4 * 0.64 * 1.64.
    assertThat(toy.theta).isCloseTo(0.36, EXACT);
    assertThat(weights.gradients).hasSize(1);
    assertThat(weights.gradients.get(0).get(1, 0)).isCloseTo(-4.1984, EXACT);
    assertThat(weights.weight).isCloseTo(2.0496, EXACT);
    assertThat(rule.weights().get(1, 0)).isEqualTo(weights.weight);
    assertThat(toy.calls).containsExactly("descend 1.0", "descend 1.0", "slopes 1.0 2.0", "omega");
  }

  @Test
  void crossLevelHyperLowersTheWeightOfATermThatLeadsAwayFromTheHeldOutGoal() {
    CrossLevelHyper<Double> rule = new CrossLevelHyper<>(toy, weights, new Cycle(1, 0));

    rule.step(1.0, () -> -1.0);

    // theta 0.2; D1 pulls up, D2 down: 1 - 0.25 * 4 * 0.8 * 1.2.
    assertThat(weights.weight).isCloseTo(1 - 0.96, EXACT);
  }

  @Test
  void aCycleGoesOnInTheMiddleOfAGroup() {
    for (int stepsDone = 0; stepsDone < 8; stepsDone++) {
      Cycle cycle = new Cycle(3, stepsDone);
      List<Integer> last = new ArrayList<>();
      for (int step = stepsDone + 1; step <= 12; step++) {
        if (cycle.completes()) {
          last.add(step);
        }
      }
      int from = stepsDone;
      assertThat(last)
          .as("after %d steps", stepsDone)
          .isEqualTo(List.of(3, 6, 9, 12).stream().filter(step -> step > from).toList());
    }
  }

  @Test
  void crossLevelRulesGoOnInTheMiddleOfAGroup() {
    new CrossLevelV2<>(toy, weights, new Cycle(3, 5)).step(1.0, () -> 2.0);
    assertThat(toy.calls).containsExactly("descend 1.0", "terms 1.0", "terms 2.0", "omega");

    toy.calls.clear();
    CrossLevelHyper<Double> hyper = new CrossLevelHyper<>(toy, weights, new Cycle(3, 4));
    hyper.step(1.0, Toy.NO_SECOND_BATCH);
    hyper.step(1.0, () -> 2.0);
    assertThat(toy.calls).containsExactly("descend 1.0", "descend 1.0", "slopes 1.0 2.0", "omega");
  }
}
