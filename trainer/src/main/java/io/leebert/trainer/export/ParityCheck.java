package io.leebert.trainer.export;

import ai.onnxruntime.OrtException;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Holds an exported graph against the trained network: for patience 0, 1, 4 and M every held-out
 * row must leave at the same exit with the same class, its probabilities within {@link #TOLERANCE}.
 *
 * <p>Two engines round differently, so a row whose two most probable classes lie within that
 * tolerance of each other at some exit may go either way. Such a row is counted, and is accepted as
 * long as they are few; its probabilities must agree all the same.
 */
final class ParityCheck {

  /** Largest difference of a probability. */
  static final double TOLERANCE = 1e-4;

  /** Share of rows that may be too close to call. */
  private static final double CLOSE_SHARE = 0.01;

  private final HeldOut heldOut;

  /** An entropy moves by more than the probabilities it is of. */
  private static final double ENTROPY_TOLERANCE = 20 * TOLERANCE;

  private final List<Boolean> votes;
  private final ExitRule served;

  /** A check by patiences and by the rule that the bundle is served by. */
  ParityCheck(HeldOut heldOut, List<Boolean> votes, ExitRule served) {
    this.heldOut = heldOut;
    this.votes = votes;
    this.served = served;
  }

  /**
   * Runs the check.
   *
   * @return the largest difference of a probability
   * @throws ExportException naming the first row that differs
   */
  double check(GraphRunner graph) throws OrtException {
    int layers = votes.size();
    double largest = 0;
    for (int patience : IntStream.of(0, 1, 4, layers).distinct().toArray()) {
      ExitRule rule = ExitRule.ofPatience(patience, votes);
      largest = Math.max(largest, check(graph.run(heldOut.rows(), rule), rule));
    }
    return Math.max(largest, check(graph.run(heldOut.rows(), served), served));
  }

  private double check(List<GraphAnswer> answers, ExitRule rule) {
    double largest = 0;
    int close = 0;
    for (int row = 0; row < answers.size(); row++) {
      float[][] network = heldOut.probabilities()[row];
      GraphAnswer answer = answers.get(row);
      ExitDecision expected = rule.decide(network);
      boolean same = answer.decision().equals(expected);
      if (!same
          && !tooCloseToCall(network, rule, Math.max(answer.exitLayer(), expected.exitLayer()))) {
        throw differs(row, rule, "exit layer and class " + expected, answer.decision().toString());
      }
      close += same ? 0 : 1;
      double difference = difference(network[answer.exitLayer() - 1], answer.probabilities());
      if (!(difference <= TOLERANCE)) {
        throw differs(
            row,
            rule,
            "probabilities within " + TOLERANCE,
            String.format(Locale.ROOT, "a difference of %.2g", difference));
      }
      largest = Math.max(largest, difference);
    }
    if (close > Math.max(1, CLOSE_SHARE * answers.size())) {
      throw new ExportException(
          "the exported graph decides "
              + close
              + " of "
              + answers.size()
              + " held-out rows otherwise than the trained network at "
              + named(rule)
              + "; all are close calls, but so many are no rounding");
    }
    return largest;
  }

  private static String named(ExitRule rule) {
    StringBuilder name = new StringBuilder("patience ").append(rule.patience());
    if (rule.minConfidence() <= 1) {
      name.append(", confidence ").append(rule.minConfidence());
    }
    if (rule.maxEntropy() >= 0) {
      name.append(", entropy ").append(rule.maxEntropy());
    }
    return name.toString();
  }

  private static ExportException differs(int row, ExitRule rule, String expected, String found) {
    return new ExportException(
        "the exported graph differs from the trained network at held-out row "
            + row
            + ", "
            + named(rule)
            + ": expected "
            + expected
            + ", found "
            + found);
  }

  /**
   * True when some voting exit up to this layer has its two best classes, or what it is left by and
   * the threshold, within the tolerance.
   */
  private boolean tooCloseToCall(float[][] network, ExitRule rule, int upTo) {
    for (int exit = 0; exit < upTo; exit++) {
      if (votes.get(exit)
          && (margin(network[exit]) <= 2 * TOLERANCE || atThreshold(network[exit], rule))) {
        return true;
      }
    }
    return false;
  }

  private static boolean atThreshold(float[] probabilities, ExitRule rule) {
    float confidence = probabilities[ExitRule.mostProbable(probabilities)];
    return Math.abs(confidence - rule.minConfidence()) <= 2 * TOLERANCE
        || Math.abs(ExitRule.entropy(probabilities) - rule.maxEntropy()) <= ENTROPY_TOLERANCE;
  }

  private static double margin(float[] probabilities) {
    int best = ExitRule.mostProbable(probabilities);
    double second = 0;
    for (int k = 0; k < probabilities.length; k++) {
      second = k == best ? second : Math.max(second, probabilities[k]);
    }
    return probabilities[best] - second;
  }

  private static double difference(float[] one, float[] other) {
    double largest = 0;
    for (int k = 0; k < one.length; k++) {
      largest = Math.max(largest, Math.abs(one[k] - other[k]));
    }
    return largest;
  }
}
