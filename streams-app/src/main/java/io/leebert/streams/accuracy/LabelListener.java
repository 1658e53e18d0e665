package io.leebert.streams.accuracy;

/** Hears what becomes of every label; of one at a time, and must neither take time nor fail. */
public interface LabelListener {
  /** What becomes of a label. */
  enum Outcome {
    /** It was compared with this instance's answer. */
    JUDGED,
    /** A label for the same event came before, judged already or still waiting. */
    REPEATED,
    /** This instance has no answer for it, or none any more. */
    UNKNOWN,
    /** It cannot be read. */
    UNREADABLE
  }

  /** A label came to its end. */
  void ended(Outcome outcome);

  /**
   * An answer was compared with its label.
   *
   * @param exitLayer the layer that the event left at, from 1
   */
  void judged(int exitLayer, boolean right);

  /** Labels could not be read, and it is tried again. */
  void failed();
}
