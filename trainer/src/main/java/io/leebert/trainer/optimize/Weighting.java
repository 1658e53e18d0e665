package io.leebert.trainer.optimize;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the terms of the loss come by their weights (LeeBERT, section 3.3 and table 2). */
public enum Weighting {
  /** The last exit's classification alone: ordinary fine-tuning. */
  LAST_EXIT(false, false),
  /** Every term weighs the same (LeeBERT-uniform). */
  UNIFORM(false, false),
  /** Drawn once at random (LeeBERT-rand). */
  RANDOM(false, false),
  /** Classification weighs the more the deeper the exit (PABEE; Zhou et al., 2020). */
  LAYER(false, false),
  /** Learned on the batch that theta learns from: single-level optimization. */
  SLO(true, false),
  /** Learned on the other half of the rows: bi-level optimization (DARTS, first order). */
  BLO(true, true),
  /** Learned on both halves in every step: cross-level optimization, algorithm 1. */
  CLO_V1(true, true),
  /** Learned on both halves in every C-th step, otherwise as SLO: algorithm 2. */
  CLO_V2(true, true),
  /** Learned from the held-out half's loss through the theta step, in every C-th step. */
  CLO_HYPER(true, true);

  private final boolean learned;
  private final boolean splits;

  Weighting(boolean learned, boolean splits) {
    this.learned = learned;
    this.splits = splits;
  }

  /** Whether the weights change while training. */
  public boolean isLearned() {
    return learned;
  }

  /** Whether an epoch's rows are split into D1 and D2; otherwise theta sees all of them. */
  public boolean splitsRows() {
    return splits;
  }

  /** As on the command line: {@code clo-v2}. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The weighting of a name.
   *
   * @throws IllegalArgumentException naming all of them
   */
  public static Weighting ofFlag(String flag) {
    return Arrays.stream(values())
        .filter(weighting -> weighting.flag().equals(flag))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no weighting is named "
                        + flag
                        + "; there are "
                        + Arrays.stream(values())
                            .map(Weighting::flag)
                            .collect(Collectors.joining(", "))));
  }
}
