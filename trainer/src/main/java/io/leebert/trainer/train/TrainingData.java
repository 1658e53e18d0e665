package io.leebert.trainer.train;

import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import java.util.List;

/**
 * What a run learns from and is scored on.
 *
 * @param train rows to learn from
 * @param heldOut rows to score on
 * @param labels label of every class
 * @param maxLength longest row in tokens that the network will accept
 * @param metric the task's score
 */
public record TrainingData(
    List<TokenizedRow> train,
    List<TokenizedRow> heldOut,
    List<String> labels,
    int maxLength,
    Metric metric) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when there is nothing to score on
   */
  public TrainingData {
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
    labels = List.copyOf(labels);
    if (heldOut.isEmpty()) {
      throw new IllegalArgumentException("training needs held-out rows to choose a model by");
    }
  }
}
