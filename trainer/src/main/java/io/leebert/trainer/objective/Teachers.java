package io.leebert.trainer.objective;

/** Which exits an exit learns from: T(m) of LeeBERT, section 3. */
public enum Teachers {
  /** No distillation, as in PABEE. */
  NONE,
  /** Only the last exit teaches, as in FastBERT. */
  LAST,
  /** All later exits teach (LLE). */
  LATER,
  /** All other exits teach (LAE), the method's default. */
  ALL;

  /** Whether exit {@code teacher} teaches exit {@code student}; both 1-based, of {@code exits}. */
  public boolean teaches(int teacher, int student, int exits) {
    return switch (this) {
      case NONE -> false;
      case LAST -> teacher == exits && student < exits;
      case LATER -> teacher > student;
      case ALL -> teacher != student;
    };
  }

  /** |T(student)|: how many exits teach it. */
  public int countFor(int student, int exits) {
    int count = 0;
    for (int teacher = 1; teacher <= exits; teacher++) {
      if (teaches(teacher, student, exits)) {
        count++;
      }
    }
    return count;
  }
}
