package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.data.TokenizedRow;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScoringTest {

  private final PointerScope scope = new PointerScope();
  private final ExitNetwork network =
      TinyTask.network(2, 16, TinyTask.settings().dropout(0.5).build());
  // More than two batches, of all lengths.
  private final List<TokenizedRow> rows = TinyTask.data(4, 150).heldOut();

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void rowsKeepTheirPlaceWhateverTheirLength() {
    float[][][] together = new Scoring(rows).probabilities(network, Precision.FP32);

    assertThat(together).hasNumberOfRows(rows.size());
    for (int i = 0; i < rows.size(); i += 7) {
      float[][][] alone = new Scoring(List.of(rows.get(i))).probabilities(network, Precision.FP32);
      for (int exit = 0; exit < 2; exit++) {
        assertThat(together[i][exit]).containsExactly(alone[0][exit], within(1e-5f));
      }
    }
  }

  @Test
  void everyExitGivesADistribution() {
    for (float[][] row : new Scoring(rows).probabilities(network, Precision.FP32)) {
      assertThat(row).hasDimensions(2, TinyTask.LABELS.size());
      for (float[] exit : row) {
        assertThat(exit[0] + exit[1] + exit[2]).isCloseTo(1, within(1e-5f));
      }
    }
  }

  @Test
  void scoringTwiceGivesTheSameEvenInANetworkWithDropout() {
    Scoring scoring = new Scoring(rows);

    assertThat(scoring.probabilities(network, Precision.FP32))
        .isDeepEqualTo(scoring.probabilities(network, Precision.FP32));
  }

  @Test
  void goldClassesAreInRowOrder() {
    assertThat(new Scoring(rows).gold())
        .isEqualTo(rows.stream().mapToInt(TokenizedRow::gold).toArray());
  }

  @Test
  void aNetworkOfNoNumbersHasNoScore() {
    torch.detach(network.exits().bias()).fill_(new Scalar(Float.NaN));

    assertThatThrownBy(() -> new Scoring(rows).probabilities(network, Precision.FP32))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("a probability of a held-out row is NaN: training has diverged");
  }
}
