package io.leebert.trainer.cli;

import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.train.TrainingData;
import java.util.ArrayList;
import java.util.List;

/** The rows of a training file as a search deals them into folds. */
final class SearchRows {

  private SearchRows() {}

  /**
   * All rows of the file, those too that one run would have held out of it.
   *
   * @param maxRows at most so many; 0 means all
   */
  static TrainingData whole(TrainingData split, int maxRows) {
    List<TokenizedRow> rows = new ArrayList<>(split.heldOut());
    rows.addAll(split.train());
    if (maxRows > 0 && rows.size() > maxRows) {
      int from = Math.min(split.heldOut().size(), rows.size() - maxRows);
      rows = rows.subList(from, from + maxRows);
    }
    return new TrainingData(
        rows, split.heldOut(), split.labels(), split.maxLength(), split.metric());
  }
}
