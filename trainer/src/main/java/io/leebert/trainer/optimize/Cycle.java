package io.leebert.trainer.optimize;

/** Groups of C steps, LeeBERT's cross-level cycle: counts, and says when a group is complete. */
public final class Cycle {

  private final int length;
  private int inGroup;

  /**
   * A cycle.
   *
   * @param length C, at least 1
   * @param stepsDone steps of the run before the next one: 0 at its start
   */
  public Cycle(int length, int stepsDone) {
    if (length < 1) {
      throw new IllegalArgumentException("the cycle length must be at least 1, found " + length);
    }
    this.length = length;
    this.inGroup = stepsDone % length;
  }

  /** Counts one step; true when it is the last of its group. */
  boolean completes() {
    inGroup++;
    if (inGroup < length) {
      return false;
    }
    inGroup = 0;
    return true;
  }
}
