package io.leebert.trainer.train;

import io.leebert.trainer.backbone.MultiExitNetwork;
import java.util.List;

/**
 * A trained network and what it is worth.
 *
 * @param network the best epoch's network
 * @param scores its exits on held-out rows
 * @param probabilities its probabilities on the held-out rows, {@code [rows][M][K]}
 * @param uncalibrated the same before temperatures were fitted; equal where they were not
 * @param temperatures per exit; 1 where none was fitted
 * @param epochs every epoch's report
 * @param bestEpoch the epoch of the last stage it is from, counted from 1
 * @param history losses and weights over time
 * @param steps steps of theta
 * @param seconds wall-clock time of the steps and scores
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copying: rows x exits x classes
public record TrainingResult(
    MultiExitNetwork network,
    ExitScores scores,
    float[][][] probabilities,
    float[][][] uncalibrated,
    List<Double> temperatures,
    List<EpochReport> epochs,
    int bestEpoch,
    History history,
    int steps,
    double seconds) {

  /** Copies the lists. */
  public TrainingResult {
    temperatures = List.copyOf(temperatures);
    epochs = List.copyOf(epochs);
  }
}
