package io.leebert.trainer.retrain;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** At which patiences two models are compared. */
final class GatePatiences {

  private GatePatiences() {}

  /**
   * The range that was asked for; without one, the default patience of both models and those that
   * are worth choosing from by the quality profile of either: each scores better than all that
   * leave earlier. From the candidate's, instances would choose once they serve it.
   *
   * @param current the model in service, or null
   */
  static List<Integer> of(
      ModelManifest candidate, @Nullable ModelManifest current, @Nullable PatienceRange range) {
    int most =
        current == null
            ? candidate.getLayers()
            : Math.max(candidate.getLayers(), current.getLayers());
    TreeSet<Integer> patiences = new TreeSet<>();
    if (range != null) {
      for (int patience = range.least(); patience <= Math.min(range.most(), most); patience++) {
        patiences.add(patience);
      }
      if (patiences.isEmpty()) {
        patiences.add(most);
      }
      return List.copyOf(patiences);
    }
    patiences.add(candidate.getExitRule().getPatience());
    if (current != null) {
      patiences.add(current.getExitRule().getPatience());
      worthChoosing(current, patiences);
    }
    worthChoosing(candidate, patiences);
    return List.copyOf(patiences);
  }

  private static void worthChoosing(ModelManifest model, Set<Integer> patiences) {
    List<PatienceQuality> profile = new ArrayList<>(model.getQualityProfile());
    profile.sort(
        Comparator.comparingDouble(PatienceQuality::getMeanExitLayer)
            .thenComparingInt(PatienceQuality::getPatience));
    double best = Double.NEGATIVE_INFINITY;
    for (PatienceQuality quality : profile) {
      if (quality.getScore() > best) {
        best = quality.getScore();
        patiences.add(quality.getPatience());
      }
    }
  }
}
