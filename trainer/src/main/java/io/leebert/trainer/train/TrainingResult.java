package io.leebert.trainer.train;

import io.leebert.trainer.backbone.MultiExitNetwork;
import java.util.List;

/**
 * A trained network and what it is worth.
 *
 * @param network the best epoch's network
 * @param scores its exits on held-out rows
 * @param probabilities its probabilities on the held-out rows, {@code [rows][M][K]}
 * @param epochs every epoch's report
 * @param bestEpoch the epoch it is from, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copying: rows x exits x classes
public record TrainingResult(
    MultiExitNetwork network,
    ExitScores scores,
    float[][][] probabilities,
    List<EpochReport> epochs,
    int bestEpoch) {

  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
