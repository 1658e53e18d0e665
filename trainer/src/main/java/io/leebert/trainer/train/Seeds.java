package io.leebert.trainer.train;

/**
 * Seeds of the parts of a run, each a function of the run's seed and of where the part stands. A
 * run that was cut off can therefore go on anywhere with the random numbers that it would have had.
 */
final class Seeds {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of one place; different places have seeds that look unrelated (SplitMix64). */
  static long of(long seed, int... place) {
    long mixed = mix(seed + GOLDEN);
    for (int part : place) {
      mixed = mix(mixed + GOLDEN * (part + 1L));
    }
    return mixed;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
