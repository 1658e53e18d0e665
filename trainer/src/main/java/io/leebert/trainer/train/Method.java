package io.leebert.trainer.train;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import io.leebert.trainer.optimize.BiLevel;
import io.leebert.trainer.optimize.CrossLevelHyper;
import io.leebert.trainer.optimize.CrossLevelV1;
import io.leebert.trainer.optimize.CrossLevelV2;
import io.leebert.trainer.optimize.Cycle;
import io.leebert.trainer.optimize.LossWeights;
import io.leebert.trainer.optimize.NormalizedWeights;
import io.leebert.trainer.optimize.RawWeights;
import io.leebert.trainer.optimize.SingleLevel;
import io.leebert.trainer.optimize.SlopeLearner;
import io.leebert.trainer.optimize.UpdateRule;
import io.leebert.trainer.optimize.WeightForm;
import io.leebert.trainer.optimize.Weighting;
import java.util.Locale;
import java.util.Random;

/**
 * Which terms the loss has and how they come by their weights.
 *
 * @param teachers which exits teach which
 * @param temperature of distillation
 * @param weighting how terms are weighed
 * @param form what learned weights are
 * @param weightLearningRate learning rate of learned weights
 * @param cycle C of clo-v2 and clo-hyper
 * @param twoStages true trains the backbone with the last exit first, then the other exits alone
 */
public record Method(
    Teachers teachers,
    double temperature,
    Weighting weighting,
    WeightForm form,
    double weightLearningRate,
    int cycle,
    boolean twoStages) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the first that is out of range
   */
  public Method {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "the temperature must be above 0 and finite, found " + temperature);
    }
    if (!(weightLearningRate >= 0 && Double.isFinite(weightLearningRate))) {
      throw new IllegalArgumentException(
          "the weights' learning rate must be 0 or above and finite, found " + weightLearningRate);
    }
    if (cycle < 1) {
      throw new IllegalArgumentException("the cycle must be at least 1, found " + cycle);
    }
    if (twoStages && weighting != Weighting.LAST_EXIT) {
      throw new IllegalArgumentException(
          "two stages begin with --weights last-exit, found " + weighting.flag());
    }
    if (weighting == Weighting.LAST_EXIT && teachers != Teachers.NONE) {
      throw new IllegalArgumentException(
          "--weights last-exit has no distillation: it needs --teachers none, found "
              + teachers.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Weights that are learned, at their start. */
  LossWeights learnedWeights(int exits) {
    return form == WeightForm.RAW
        ? new RawWeights(teachers, exits, weightLearningRate)
        : new NormalizedWeights(teachers, exits, weightLearningRate);
  }

  /** Weights that stay, where they are not learned. */
  TermGrid fixedWeights(int exits, Random random) {
    return switch (weighting) {
      case LAST_EXIT -> TermGrid.lastExit(exits);
      case UNIFORM -> TermGrid.uniform(teachers, exits);
      case LAYER -> TermGrid.byLayer(teachers, exits);
      case RANDOM -> TermGrid.random(teachers, exits, random);
      case SLO, BLO, CLO_V1, CLO_V2, CLO_HYPER ->
          throw new IllegalStateException(weighting.flag() + " learns its weights");
    };
  }

  /** The rule for learned weights, going on after so many steps. */
  <B> UpdateRule<B> rule(SlopeLearner<B> learner, LossWeights weights, int stepsDone) {
    return switch (weighting) {
      case SLO -> new SingleLevel<>(learner, weights);
      case BLO -> new BiLevel<>(learner, weights);
      case CLO_V1 -> new CrossLevelV1<>(learner, weights);
      case CLO_V2 -> new CrossLevelV2<>(learner, weights, new Cycle(cycle, stepsDone));
      case CLO_HYPER -> new CrossLevelHyper<>(learner, weights, new Cycle(cycle, stepsDone));
      case LAST_EXIT, UNIFORM, RANDOM, LAYER ->
          throw new IllegalStateException(weighting.flag() + " has no weights to learn");
    };
  }
}
