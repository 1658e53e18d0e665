package io.leebert.schemas.bundle;

import io.leebert.schemas.event.PatienceQuality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which rows of a quality profile are worth choosing from: those that score better than all that
 * leave earlier. Instances choose by it, and a new model is compared where they will choose.
 */
public final class WorthChoosing {
  private WorthChoosing() {}

  /** The rows worth choosing from, the cheapest first; it is always one of them. */
  public static List<PatienceQuality> of(Collection<PatienceQuality> profile) {
    List<PatienceQuality> cheapestFirst = new ArrayList<>(profile);
    cheapestFirst.sort(
        Comparator.comparingDouble(PatienceQuality::getMeanExitLayer)
            .thenComparingInt(PatienceQuality::getPatience));
    List<PatienceQuality> worth = new ArrayList<>();
    for (PatienceQuality quality : cheapestFirst) {
      if (worth.isEmpty() || quality.getScore() > worth.get(worth.size() - 1).getScore()) {
        worth.add(quality);
      }
    }
    return worth;
  }
}
