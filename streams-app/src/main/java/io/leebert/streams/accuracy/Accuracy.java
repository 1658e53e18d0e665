package io.leebert.streams.accuracy;

import java.util.List;

/**
 * How often a version was right, of its last answers that a label came for.
 *
 * @param version the model's version
 * @param judged answers that were compared with a label, the last thousand at most
 * @param right those that were the label
 * @param exits the same by the layer that the event left at, the first layer first; up to the last
 *     that one left at
 */
public record Accuracy(String version, int judged, int right, List<AtExit> exits) {
  /** Copies the list. */
  public Accuracy {
    exits = List.copyOf(exits);
  }

  /**
   * At one exit.
   *
   * @param judged answers that were compared with a label
   * @param right those that were the label
   */
  public record AtExit(int judged, int right) {}
}
