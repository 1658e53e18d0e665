package io.leebert.trainer.search;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.Trainer;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingException;
import io.leebert.trainer.train.TrainingListener;
import io.leebert.trainer.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Scores candidates by training on all folds but one and scoring on that one, in turn. */
public final class CrossValidation {

  private final Backbone backbone;
  private final TrainingData data;
  private final Folds folds;
  private final Hyperparameters settings;
  private final Supplier<TrainingListener> listeners;
  private final LongSupplier nanoTime;

  /**
   * A cross-validation of the training rows; the held-out rows of the data are not touched.
   *
   * @param settings all settings that candidates do not change; its seed deals the folds
   * @param listeners makes one for every training
   */
  public CrossValidation(
      Backbone backbone,
      TrainingData data,
      int folds,
      Hyperparameters settings,
      Supplier<TrainingListener> listeners,
      LongSupplier nanoTime) {
    this.backbone = backbone;
    this.data = data;
    this.folds = Folds.of(data.train(), folds, new Random(settings.seed()));
    this.settings = settings;
    this.listeners = listeners;
    this.nanoTime = nanoTime;
  }

  /** Trains a candidate once per fold; one that diverges has no scores. */
  public Trial trial(Candidate candidate) {
    List<Double> scores = new ArrayList<>();
    double seconds = 0;
    for (int fold = 0; fold < folds.count(); fold++) {
      List<TokenizedRow> train = folds.train(fold);
      TrainingData part =
          new TrainingData(
              train, folds.heldOut(fold), data.labels(), data.maxLength(), data.metric());
      try (TrainingListener listener = listeners.get()) {
        TrainingResult result =
            new Trainer(candidate.in(settings), listener, nanoTime).train(backbone, part);
        scores.add(result.scores().average());
        seconds += result.seconds();
      } catch (TrainingException diverged) {
        // Settings that cannot be trained with are an answer, too; the others are still to be
        // tried.
        return new Trial(candidate, List.of(), seconds);
      }
    }
    return new Trial(candidate, scores, seconds);
  }
}
