package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A teacher that was fed random labels: clo-hyper sees the harm, clo-v2 only sees sizes. */
class HarmfulTermTest {

  private static final int STEPS = 120;
  private static final int CYCLE = 2;
  private static final double LEARNING_RATE = 0.01;

  private record Outcome(TermGrid weights, double heldOutLoss) {
    /** Of exit 1: its classification, and what the harmful and the good teacher teach it. */
    double classification() {
      return weights.get(1, 0);
    }

    double harmful() {
      return weights.get(1, 2);
    }

    double good() {
      return weights.get(1, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rawWeightsOfCloHyperFallForTheHarmfulTermBelowTheOthers(long seed) {
    Outcome hyper = train(Weighting.CLO_HYPER, WeightForm.RAW, seed);

    assertThat(hyper.harmful())
        .isLessThan(1)
        .isLessThan(hyper.classification())
        .isLessThan(hyper.good());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rawWeightsOfCloV2FallForAllAlike(long seed) {
    Outcome v2 = train(Weighting.CLO_V2, WeightForm.RAW, seed);

    assertThat(v2.classification()).isLessThan(1);
    assertThat(v2.good()).isLessThan(1);
    assertThat(v2.harmful()).as("not lower than the good teacher's").isGreaterThan(v2.good() - 0.1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void normalizedWeightsOfCloHyperLeaveTheHarmfulTermForTheClassification(long seed) {
    Outcome hyper = train(Weighting.CLO_HYPER, WeightForm.NORMALIZED, seed);

    assertThat(hyper.harmful()).isLessThan(1).isLessThan(hyper.classification());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void normalizedWeightsOfCloV2MoveToTheHarmfulTermBecauseItIsSmall(long seed) {
    Outcome v2 = train(Weighting.CLO_V2, WeightForm.NORMALIZED, seed);

    assertThat(v2.harmful()).isGreaterThan(1).isGreaterThan(v2.classification());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theExitThatIsTaughtGeneralizesBetterWithCloHyper(long seed) {
    for (WeightForm form : WeightForm.values()) {
      assertThat(train(Weighting.CLO_HYPER, form, seed).heldOutLoss())
          .as("%s", form)
          .isLessThan(train(Weighting.CLO_V2, form, seed).heldOutLoss());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSlopesAreThoseOfTheTermsAlongTheHeldOutGradient(long seed) {
    // The toy itself, against differences: a step along a term changes the held-out losses so.
    Random random = new Random(seed);
    int[] first = NoisyTeacher.batch(true, random);
    int[] second = NoisyTeacher.batch(false, random);
    double step = 1e-5;
    for (int term : new int[] {0, 2, 3}) {
      NoisyTeacher model = trained(seed);
      double slope = model.slopes(first, second).get(1, term);
      double before = classification(model.terms(second));
      double[][] only = new double[NoisyTeacher.EXITS][NoisyTeacher.EXITS + 1];
      only[0][term] = step;
      model.descend(first, TermGrid.of(only));
      double after = classification(model.terms(second));
      // The toy's learning rate is 0.05.
      assertThat((before - after) / (0.05 * step)).isCloseTo(slope, within(1e-4));
    }
  }

  private static double classification(TermGrid terms) {
    return (terms.get(1, 0) + terms.get(2, 0) + terms.get(3, 0)) / NoisyTeacher.EXITS;
  }

  private static NoisyTeacher trained(long seed) {
    NoisyTeacher model = new NoisyTeacher(seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      model.descend(NoisyTeacher.batch(true, random), TermGrid.uniform(Teachers.LATER, 3));
    }
    return model;
  }

  private static Outcome train(Weighting weighting, WeightForm form, long seed) {
    NoisyTeacher model = new NoisyTeacher(seed);
    LossWeights weights =
        form == WeightForm.RAW
            ? new RawWeights(Teachers.LATER, NoisyTeacher.EXITS, LEARNING_RATE)
            : new NormalizedWeights(Teachers.LATER, NoisyTeacher.EXITS, LEARNING_RATE);
    Cycle cycle = new Cycle(CYCLE, 0);
    UpdateRule<int[]> rule =
        weighting == Weighting.CLO_HYPER
            ? new CrossLevelHyper<>(model, weights, cycle)
            : new CrossLevelV2<>(model, weights, cycle);
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      rule.step(NoisyTeacher.batch(true, random), () -> NoisyTeacher.batch(false, random));
    }
    return new Outcome(rule.weights(), model.heldOutLoss());
  }
}
