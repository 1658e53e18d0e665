package io.leebert.streams.accuracy;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of accuracy now.
 *
 * @param inService of the version in service since it took over; null before there is one
 * @param before of the version before it, or null
 * @param labels how many labels have come so far
 * @param trouble why labels cannot be read at the moment, or null
 */
public record AccuracyReport(
    @Nullable Accuracy inService,
    @Nullable Accuracy before,
    long labels,
    @Nullable String trouble) {

  /** Why there is no accuracy yet, in words. */
  public String reason() {
    if (trouble != null) {
      return trouble;
    }
    if (labels == 0) {
      return "no labels yet";
    }
    return (labels == 1 ? "1 label so far, not" : labels + " labels so far, none")
        + " of what this version answered here lately";
  }
}
