package io.leebert.trainer.retrain;

import io.leebert.schemas.event.ModelManifest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the current model may have learned from rows that are held out now. */
final class LearnedBefore {

  private LearnedBefore() {}

  /**
   * What people should know, or null.
   *
   * @param share of the rows that is held out now
   */
  static @Nullable String notice(ModelManifest current, double share) {
    Map<String, String> provenance = current.getProvenance();
    String name = current.getModel() + " " + current.getModelVersion();
    if (!RetrainProvenance.BY_HASH.equals(provenance.get(RetrainProvenance.HELD_OUT))) {
      return "%s was not made by a retraining: it may have learned from rows that are held out now"
          .formatted(name);
    }
    String before = provenance.getOrDefault(RetrainProvenance.HELD_OUT_SHARE, "0");
    return Double.parseDouble(before) < share
        ? "held-out-share is %s, and was %s for %s: it has learned from rows that are held out now"
            .formatted(share, before, name)
        : null;
  }
}
