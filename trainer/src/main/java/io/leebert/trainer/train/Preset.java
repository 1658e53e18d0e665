package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.optimize.WeightForm;
import io.leebert.trainer.optimize.Weighting;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A method by name: LeeBERT, its variants, and what it is compared with (LeeBERT, table 1 and 2).
 */
public enum Preset {
  /** Ordinary fine-tuning: the last exit only. */
  FULL(Teachers.NONE, Weighting.LAST_EXIT, ExitCriterion.PATIENCE),
  /** The lowest 6 layers, fine-tuned. */
  FIRST_6(Teachers.NONE, Weighting.LAST_EXIT, ExitCriterion.PATIENCE),
  /** The lowest 9 layers, fine-tuned. */
  FIRST_9(Teachers.NONE, Weighting.LAST_EXIT, ExitCriterion.PATIENCE),
  /** PABEE (Zhou et al., 2020): joint classification, deeper exits weigh more. */
  PABEE(Teachers.NONE, Weighting.LAYER, ExitCriterion.PATIENCE),
  /** DeeBERT (Xin et al., 2020): the backbone first, then the exits alone; entropy. */
  DEEBERT(Teachers.NONE, Weighting.LAST_EXIT, ExitCriterion.ENTROPY),
  /** Shallow-Deep Networks (Kaya et al., 2019): joint classification; largest probability. */
  SHALLOW_DEEP(Teachers.NONE, Weighting.UNIFORM, ExitCriterion.CONFIDENCE),
  /** FastBERT (Liu et al., 2020) as LeeBERT compares with it: the last exit teaches. */
  FASTBERT(Teachers.LAST, Weighting.UNIFORM, ExitCriterion.PATIENCE),
  /** FastBERT with weights learned by clo-v2. */
  FASTBERT_CLO(Teachers.LAST, Weighting.CLO_V2, ExitCriterion.PATIENCE),
  /** LeeBERT: all exits teach each other, weights learned by clo-v2. */
  LEEBERT(Teachers.ALL, Weighting.CLO_V2, ExitCriterion.PATIENCE),
  /** LeeBERT in which only later exits teach. */
  LEEBERT_LLE(Teachers.LATER, Weighting.CLO_V2, ExitCriterion.PATIENCE),
  /** LeeBERT without weights to learn. */
  LEEBERT_UNIFORM(Teachers.ALL, Weighting.UNIFORM, ExitCriterion.PATIENCE),
  /** LeeBERT with weights drawn at random. */
  LEEBERT_RANDOM(Teachers.ALL, Weighting.RANDOM, ExitCriterion.PATIENCE),
  /** LeeBERT with single-level optimization. */
  LEEBERT_SLO(Teachers.ALL, Weighting.SLO, ExitCriterion.PATIENCE),
  /** LeeBERT with bi-level optimization. */
  LEEBERT_BLO(Teachers.ALL, Weighting.BLO, ExitCriterion.PATIENCE),
  /** LeeBERT with cross-level optimization in every step. */
  LEEBERT_CLO_V1(Teachers.ALL, Weighting.CLO_V1, ExitCriterion.PATIENCE),
  /** Not in the paper: weights that follow the held-out loss through the step of theta. */
  LEEBERT_HYPER(Teachers.ALL, Weighting.CLO_HYPER, ExitCriterion.PATIENCE),
  /** LeeBERT to the letter: plain exits on [CLS], all of them voting, raw weights. */
  PAPER(Teachers.ALL, Weighting.CLO_V2, ExitCriterion.PATIENCE);

  private static final double LITERAL_LEARNING_RATE = 2e-5;
  private static final double LITERAL_DROPOUT = 0.1;

  private final Teachers teachers;
  private final Weighting weighting;
  private final ExitCriterion criterion;

  Preset(Teachers teachers, Weighting weighting, ExitCriterion criterion) {
    this.teachers = teachers;
    this.weighting = weighting;
    this.criterion = criterion;
  }

  /** As on the command line: {@code leebert-clo-v1}. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The preset of a name.
   *
   * @throws IllegalArgumentException naming all presets
   */
  public static Preset ofFlag(String flag) {
    return Arrays.stream(values())
        .filter(preset -> preset.flag().equals(flag))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no preset is named " + flag + "; there are " + flags()));
  }

  private static String flags() {
    return Arrays.stream(values()).map(Preset::flag).collect(Collectors.joining(", "));
  }

  /** Which exits teach which. */
  public Teachers teachers() {
    return teachers;
  }

  /** How the terms are weighed. */
  public Weighting weighting() {
    return weighting;
  }

  /** By what rows leave. */
  public ExitCriterion criterion() {
    return criterion;
  }

  /** Whether the exits are trained after the backbone, with the backbone frozen. */
  public boolean twoStages() {
    return this == DEEBERT;
  }

  /** Number of lowest layers to use; 0 means all. */
  public int layers() {
    return switch (this) {
      case FIRST_6 -> 6;
      case FIRST_9 -> 9;
      default -> 0;
    };
  }

  /** True for the paper's literal form: none of what was found to make exits better. */
  public boolean literal() {
    return this == PAPER;
  }

  /** Settings of a run by this preset where a user says nothing. */
  public Hyperparameters usual(int threads, Precision precision, TrainingDevice device) {
    double rate = literal() ? LITERAL_LEARNING_RATE : 1e-4;
    return new Hyperparameters(
        new Method(
            teachers,
            1,
            weighting,
            literal() ? WeightForm.RAW : WeightForm.NORMALIZED,
            1e-3,
            4,
            twoStages()),
        new ExitForm(pooling(), !literal(), !literal(), !literal(), criterion),
        10,
        32,
        rate,
        literal() ? rate : 5e-3,
        layers(),
        !literal(),
        literal() ? LITERAL_DROPOUT : 0,
        0.01,
        0.1,
        1,
        5,
        42,
        threads,
        precision,
        device);
  }

  /** What an exit looks at. */
  public Pooling pooling() {
    return literal() ? Pooling.CLS : Pooling.MEAN;
  }
}
