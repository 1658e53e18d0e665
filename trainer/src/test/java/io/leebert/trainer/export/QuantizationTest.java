package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.evaluate.GraphQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When int8 weights are refused, and what is said of them. */
class QuantizationTest {

  @Test
  void aFallOfTheServedScoreByMoreThanTheBoundIsRefusedWithAllThreeNumbers() {
    Quantization quantization = of(quality(0.90, 0.95), quality(0.885, 0.95), 1);

    assertThatThrownBy(quantization::require)
        .isInstanceOf(QuantizationException.class)
        .hasMessage(
            "int8 weights are refused: accuracy at the served exit rule falls from 90.00 to 88.50,"
                + " by 1.50 points where at most 1.00 are allowed; nothing is written");
  }

  @Test
  void soIsAFallAtFullDepth() {
    Quantization quantization = of(quality(0.90, 0.95), quality(0.91, 0.94), 0.5);

    assertThatThrownBy(quantization::require)
        .hasMessageContaining("accuracy at full depth falls from 95.00 to 94.00, by 1.00 points");
  }

  @Test
  void aFallWithinTheBoundAndARiseAreFine() {
    assertThatCode(of(quality(0.90, 0.95), quality(0.89, 0.94), 1)::require)
        .doesNotThrowAnyException();
    assertThatCode(of(quality(0.90, 0.95), quality(0.99, 0.99), 0)::require)
        .doesNotThrowAnyException();
    assertThatCode(of(quality(0.90, 0.95), quality(0.90, 0.95), 0)::require)
        .doesNotThrowAnyException();
  }

  @Test
  void aBundleSaysBothScoresAndTheBound() {
    assertThat(of(quality(0.90, 0.95), quality(0.895, 0.9512), 1).provenance())
        .containsEntry("quantize", "int8")
        .containsEntry("quantize.bound", "1.00")
        .containsEntry("quantize.servedScore.fp32", "90.00")
        .containsEntry("quantize.servedScore.int8", "89.50")
        .containsEntry("quantize.fullDepthScore.fp32", "95.00")
        .containsEntry("quantize.fullDepthScore.int8", "95.12")
        .hasSize(6);
  }

  @Test
  void theTableHasBothScoresOfEveryPatienceAndOfTheServedRule() {
    List<String> lines =
        of(quality(0.90, 0.95), quality(0.895, 0.9512), 1).table().lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("accuracy", "fp32", "int8", "mean exit layer");
    assertThat(lines.get(1).strip().split(" +"))
        .containsExactly("0", "50.00", "50.00", "1.00", "1.00");
    assertThat(lines.get(2).strip().split(" +"))
        .containsExactly("1", "95.00", "95.12", "2.00", "2.00");
    assertThat(lines.get(3).strip().split(" +"))
        .containsExactly("served", "90.00", "89.50", "1.50", "1.50");
  }

  private static Quantization of(GraphQuality fp32, GraphQuality int8, double bound) {
    return new Quantization("accuracy", fp32, int8, bound);
  }

  private static GraphQuality quality(double served, double fullDepth) {
    return new GraphQuality(List.of(row(0, 0.5, 1), row(1, fullDepth, 2)), row(1, served, 1.5));
  }

  private static PatienceQuality row(int patience, double score, double layer) {
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(score)
        .setMeanExitLayer(layer)
        .setExitShares(List.of(0.5, 0.5))
        .build();
  }
}
