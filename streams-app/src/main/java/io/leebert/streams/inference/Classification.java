package io.leebert.streams.inference;

/**
 * What the network said of one row.
 *
 * @param probabilities one per label, {@code [K]}, of the exit the row left at
 * @param exitLayer the layer after which the row left, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, by the prediction's writer; never compared.
public record Classification(float[] probabilities, int exitLayer) {

  /** Index of the largest probability, the lowest one on ties. */
  public int best() {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }
}
