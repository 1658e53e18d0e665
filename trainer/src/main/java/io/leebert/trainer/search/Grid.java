package io.leebert.trainer.search;

import io.leebert.trainer.optimize.Weighting;
import io.leebert.trainer.train.Hyperparameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Values to combine with each other.
 *
 * @param learningRates of the backbone
 * @param weightLearningRates of learned loss weights
 * @param batchSizes rows per step
 * @param cycles cross-level cycle lengths
 */
public record Grid(
    List<Double> learningRates,
    List<Double> weightLearningRates,
    List<Integer> batchSizes,
    List<Integer> cycles) {

  /** The grid of the paper (Zhu, ACL 2021, section 4.2). */
  public static final Grid PAPER =
      new Grid(
          List.of(1e-5, 2e-5, 3e-5, 5e-5),
          List.of(1e-5, 1e-4, 1e-3, 5e-3),
          List.of(16, 32, 128),
          List.of(2, 4, 8));

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when one of them is empty
   */
  public Grid {
    learningRates = some("learning rates", learningRates);
    weightLearningRates = some("weight learning rates", weightLearningRates);
    batchSizes = some("batch sizes", batchSizes);
    cycles = some("cycles", cycles);
  }

  private static <T> List<T> some(String name, List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a grid needs at least one of the " + name);
    }
    return List.copyOf(values);
  }

  /** The grid without values that a method does not look at: they would be tried in vain. */
  public Grid fitting(Hyperparameters settings) {
    Weighting weighting = settings.method().weighting();
    boolean cycled = weighting == Weighting.CLO_V2 || weighting == Weighting.CLO_HYPER;
    return new Grid(
        learningRates,
        weighting.isLearned()
            ? weightLearningRates
            : List.of(settings.method().weightLearningRate()),
        batchSizes,
        cycled ? cycles : List.of(settings.method().cycle()));
  }

  /** All combinations. */
  public List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (double learningRate : learningRates) {
      for (double weightLearningRate : weightLearningRates) {
        for (int batchSize : batchSizes) {
          for (int cycle : cycles) {
            all.add(new Candidate(learningRate, weightLearningRate, batchSize, cycle));
          }
        }
      }
    }
    return all;
  }

  /** So many combinations drawn at random without repetition; all of them where there are fewer. */
  public List<Candidate> drawn(int trials, Random random) {
    List<Candidate> all = candidates();
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, Math.min(trials, all.size())));
  }
}
