package io.leebert.trainer.cli;

import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.train.TrainingData;
import java.util.ArrayList;
import java.util.List;

/** The rows of a training file as a search deals them into folds. */
final class SearchRows {

  private SearchRows() {}

  /** All rows of the file, those too that one run would have held out of it. */
  static TrainingData whole(TrainingData split) {
    List<TokenizedRow> rows = new ArrayList<>(split.train());
    rows.addAll(split.heldOut());
    return new TrainingData(
        rows, split.heldOut(), split.labels(), split.maxLength(), split.metric());
  }
}
