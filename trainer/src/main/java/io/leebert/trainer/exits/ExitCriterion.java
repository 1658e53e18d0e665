package io.leebert.trainer.exits;

import java.util.Locale;

/** By what a row leaves the network: the three rules of {@link ExitRule}, one at a time. */
public enum ExitCriterion {
  /** Agreeing exits in a row (PABEE, LeeBERT). */
  PATIENCE,
  /** A low entropy (BranchyNet, DeeBERT, FastBERT). */
  ENTROPY,
  /** A large largest probability (Shallow-Deep Networks, RightTool). */
  CONFIDENCE;

  /** As on the command line. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
