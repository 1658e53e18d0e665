package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.exits.ExitCriterion;

/**
 * What an exit is and when it is left at.
 *
 * @param pooling what it looks at
 * @param standardized true standardizes its input, feature by feature; low exits need that
 * @param earnedVotes true lets only exits vote that beat the commonest class on held-out rows
 * @param calibrated true fits a temperature per exit on held-out rows
 * @param criterion by what rows leave
 */
public record ExitForm(
    Pooling pooling,
    boolean standardized,
    boolean earnedVotes,
    boolean calibrated,
    ExitCriterion criterion) {}
