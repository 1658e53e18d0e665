package io.leebert.trainer.retrain;

import io.leebert.schemas.event.ModelManifest;
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
    if (unseenShare(current) >= share) {
      return null;
    }
    String name = current.getModel() + " " + current.getModelVersion();
    if (!madeByRetraining(current)) {
      return "%s was not made by a retraining: it may have learned from rows that are held out now"
          .formatted(name);
    }
    double before = share(current, RetrainProvenance.HELD_OUT_SHARE, 0);
    return before < share
        ? "held-out-share is %s, and was %s for %s: it has learned from rows that are held out now"
            .formatted(share, before, name)
        : "%s was started from a model that may have learned from rows that are held out now"
            .formatted(name);
  }

  /** The share of all texts, the first by their hash, that neither it nor its parents saw. */
  static double unseenShare(ModelManifest model) {
    return madeByRetraining(model)
        ? share(
            model,
            RetrainProvenance.UNSEEN_SHARE,
            share(model, RetrainProvenance.HELD_OUT_SHARE, 0))
        : 0;
  }

  private static boolean madeByRetraining(ModelManifest model) {
    return RetrainProvenance.BY_HASH.equals(model.getProvenance().get(RetrainProvenance.HELD_OUT));
  }

  private static double share(ModelManifest model, String key, double otherwise) {
    String share = model.getProvenance().get(key);
    try {
      return share == null ? otherwise : Double.parseDouble(share);
    } catch (NumberFormatException e) {
      return 0; // Written by another program: who knows what it learned from.
    }
  }
}
