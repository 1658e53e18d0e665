package io.leebert.trainer.train;

import io.leebert.trainer.optimize.Weighting;

/** Settings for tests of other packages. */
public final class SearchSettings {

  private SearchSettings() {}

  /** LeeBERT with fixed weights. */
  public static Hyperparameters uniform() {
    return TinyTask.settings().weighting(Weighting.UNIFORM).build();
  }

  /** LeeBERT by slo. */
  public static Hyperparameters singleLevel() {
    return TinyTask.settings().weighting(Weighting.SLO).build();
  }

  /** LeeBERT by clo-v2. */
  public static Hyperparameters crossLevel() {
    return TinyTask.settings().build();
  }
}
