package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.WorthChoosing;
import io.leebert.schemas.event.ModelManifest;
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
    WorthChoosing.of(model.getQualityProfile())
        .forEach(quality -> patiences.add(quality.getPatience()));
  }
}
