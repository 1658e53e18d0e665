package io.leebert.trainer.retrain;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a retraining ended. What went wrong on the machine's side is an exception instead. */
public sealed interface RetrainResult {

  /**
   * No bundle was made: the settings, the data or the current bundle do not allow it, or int8
   * weights cost more than they may.
   *
   * @param reason what was found and what was expected, for people
   * @param counts counts by name for events and logs, such as {@code rows}, {@code rows.blank},
   *     {@code train.spam} and {@code heldOut.spam}; empty when no row was read
   */
  record Refused(String reason, SortedMap<String, Long> counts) implements RetrainResult {
    /** Copies the map. */
    public Refused {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** A refusal before any row was read. */
    Refused(String reason) {
      this(reason, new TreeMap<>(Map.of()));
    }
  }

  /**
   * A bundle was made, and is worse than the margins allow.
   *
   * @param bundle its folder, inside the work folder
   * @param gate both tables, and why
   */
  record Rejected(Path bundle, GateReport gate) implements RetrainResult {}

  /**
   * A bundle was made that may be promoted.
   *
   * @param bundle its folder, inside the work folder: complete, checked, and named as requested
   * @param gate both tables
   * @param promote true when it is to be promoted at once, false when a person decides (setting
   *     {@code promote=manual})
   */
  record Accepted(Path bundle, GateReport gate, boolean promote) implements RetrainResult {}

  /**
   * It was cancelled. Checkpoints stay in the work folder; a bundle is there only when it had been
   * finished before, and is whole then.
   */
  record Cancelled() implements RetrainResult {}
}
