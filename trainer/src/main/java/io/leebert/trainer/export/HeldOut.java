package io.leebert.trainer.export;

import io.leebert.trainer.data.TokenizedRow;
import java.util.List;

/**
 * Held-out rows and what the trained network itself said of them: what an exported graph is checked
 * against and its quality profile is made from.
 *
 * @param rows the rows, with their true classes
 * @param probabilities {@code [rows][M][K]} of every exit of the trained network
 */
@SuppressWarnings("ArrayRecordComponent") // handed from training to export once, never compared
public record HeldOut(List<TokenizedRow> rows, float[][][] probabilities) {

  /**
   * Copies the list and checks that there are rows and that the counts agree.
   *
   * @throws IllegalArgumentException when they do not
   */
  public HeldOut {
    rows = List.copyOf(rows);
    if (rows.isEmpty() || rows.size() != probabilities.length) {
      throw new IllegalArgumentException(
          "every held-out row needs the network's probabilities, found "
              + rows.size()
              + " rows and probabilities of "
              + probabilities.length);
    }
  }

  int[] gold() {
    return rows.stream().mapToInt(TokenizedRow::gold).toArray();
  }
}
