package io.leebert.trainer.search;

import java.util.List;

/**
 * What a candidate is worth.
 *
 * @param candidate the settings
 * @param scores per fold or seed, the average of the scores of all exits (Zhu, ACL 2021, section
 *     4.2); empty when training diverged
 * @param seconds wall-clock time of training
 */
public record Trial(Candidate candidate, List<Double> scores, double seconds) {

  /** Copies the list. */
  public Trial {
    scores = List.copyOf(scores);
  }

  /** Whether training diverged, so that there is nothing to score. */
  public boolean diverged() {
    return scores.isEmpty();
  }

  /** Mean of the scores; below all others when training diverged. */
  public double mean() {
    return scores.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Standard deviation of the scores, of a sample; 0 for one score. */
  public double deviation() {
    double mean = mean();
    double squares = scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
    return scores.size() < 2 ? 0 : Math.sqrt(squares / (scores.size() - 1));
  }
}
