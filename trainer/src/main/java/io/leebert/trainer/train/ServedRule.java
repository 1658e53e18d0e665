package io.leebert.trainer.train;

import io.leebert.trainer.evaluate.ExitCurve;
import io.leebert.trainer.evaluate.ExitCurve.Point;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitRule;
import java.util.List;

/**
 * By what rows leave the served model, and where.
 *
 * @param criterion patience or one of the thresholds
 * @param point the setting, and what it yields and costs on held-out rows
 */
public record ServedRule(ExitCriterion criterion, Point point) {

  /**
   * A patience that is given, or the threshold whose speed-up by layers is nearest to one that is
   * wanted.
   *
   * @param patience for {@link ExitCriterion#PATIENCE}
   * @param layers what speed-ups count from
   * @param speedUp for the thresholds
   */
  public static ServedRule of(
      ExitCriterion criterion,
      int patience,
      int layers,
      double speedUp,
      TrainingResult result,
      TrainingData data) {
    List<Boolean> votes = result.network().votes();
    int[] gold = data.heldOut().stream().mapToInt(row -> row.gold()).toArray();
    if (criterion == ExitCriterion.PATIENCE) {
      ExitRule rule = ExitRule.ofPatience(patience, votes);
      return new ServedRule(
          criterion, ExitCurve.at(rule, patience, result.probabilities(), gold, data.metric()));
    }
    return nearest(criterion, layers, speedUp, result, data);
  }

  /** The setting whose speed-up by layers is nearest to one that is wanted. */
  public static ServedRule nearest(
      ExitCriterion criterion,
      int layers,
      double speedUp,
      TrainingResult result,
      TrainingData data) {
    List<Boolean> votes = result.network().votes();
    int[] gold = data.heldOut().stream().mapToInt(row -> row.gold()).toArray();
    return new ServedRule(
        criterion,
        ExitCurve.nearest(
            ExitCurve.of(criterion, result.probabilities(), gold, data.metric(), votes),
            layers,
            speedUp));
  }

  /** The rule itself. */
  public ExitRule rule(List<Boolean> votes) {
    return ExitCurve.rule(criterion, point.setting(), votes);
  }
}
