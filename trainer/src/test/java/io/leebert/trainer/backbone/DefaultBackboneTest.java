package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DefaultBackboneTest {

  private static Backbone backbone;

  @BeforeAll
  static void load() {
    backbone = DefaultBackbone.load();
  }

  @Test
  void everyArrayOfTheEncoderIsThereAndNothingElse() {
    assertThat(backbone.weights())
        .containsOnlyKeys(EncoderWeights.shapes(backbone.config()).keySet())
        .hasSize(5 + 12 * 16);
  }

  @Test
  void linearLayersAreStoredOutByIn() {
    assertThat(backbone.weight("encoder.layer.11.intermediate.dense.weight").shape())
        .containsExactly(1536, 384);
    assertThat(backbone.weight("encoder.layer.11.output.dense.weight").shape())
        .containsExactly(384, 1536);
  }

  @Test
  void noArrayIsEmptyOrBroken() {
    backbone
        .weights()
        .forEach(
            (name, weight) -> {
              double sum = 0;
              for (float value : weight.values()) {
                sum += Math.abs(value);
              }
              assertThat(sum).as(name).isFinite().isPositive();
            });
  }

  @Test
  void theTokenizerKnowsAsManyPiecesAsTheWordEmbeddingHasRows() {
    assertThat(backbone.tokenizerJson()).contains("\"##ly\"").contains("\"WordPiece\"");
    assertThat(backbone.config().vocabularySize()).isEqualTo(30522);
  }

  /** As published; another file under the same name would be another backbone. */
  @Test
  void itsFileIsKnownByItsDigest() {
    assertThat(backbone.digests())
        .containsEntry(
            "bge-small-en-v1.5.onnx",
            "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35")
        .hasSize(1);
  }
}
