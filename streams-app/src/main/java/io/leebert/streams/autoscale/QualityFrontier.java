package io.leebert.streams.autoscale;

import io.leebert.schemas.bundle.WorthChoosing;
import io.leebert.schemas.event.PatienceQuality;
import java.util.List;

/**
 * The patience values worth choosing from: every one scores better than all that are cheaper.
 *
 * @param steps cheapest first; score, layer and patience all rise
 */
public record QualityFrontier(List<Step> steps) {

  /**
   * One choice.
   *
   * @param patience the patience
   * @param score the model's score on held-out rows
   * @param layer mean layer that rows leave at, 1 to M
   */
  public record Step(int patience, double score, double layer) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public QualityFrontier {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("there is no patience to choose from");
    }
  }

  /**
   * The frontier of a bundle's quality profile.
   *
   * @param least smallest patience allowed
   * @param most largest patience allowed
   * @throws IllegalArgumentException when the profile has no patience from least to most
   */
  public static QualityFrontier of(List<PatienceQuality> profile, int least, int most) {
    List<PatienceQuality> allowed =
        profile.stream()
            .filter(quality -> quality.getPatience() >= least && quality.getPatience() <= most)
            .toList();
    List<Step> steps =
        WorthChoosing.of(allowed).stream()
            .map(q -> new Step(q.getPatience(), q.getScore(), q.getMeanExitLayer()))
            .toList();
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "the bundle's quality profile has no patience from " + least + " to " + most);
    }
    return new QualityFrontier(steps);
  }

  /** The cheapest choice. */
  public Step cheapest() {
    return steps.get(0);
  }

  /** The best choice. */
  public Step best() {
    return steps.get(steps.size() - 1);
  }
}
