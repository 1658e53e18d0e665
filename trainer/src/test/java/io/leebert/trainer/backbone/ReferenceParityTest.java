package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backbones read from folders against the reference implementation, number by number. */
class ReferenceParityTest {

  private static final double TOLERANCE = 1e-4;

  static Stream<String> references() {
    return Reference.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("references")
  void hiddenStatesOfEveryLayerAreThoseOfTheReferenceImplementation(String name)
      throws IOException {
    Reference reference = Reference.of(name);

    double difference = reference.largestDifference(reference.backbone());

    assertThat(difference).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("references")
  void textsBecomeTheTokensThatTheReferenceTokenizerMakesOfThem(String name) throws IOException {
    Reference reference = Reference.of(name);
    Backbone backbone = reference.backbone();
    try (TextTokenizer tokenizer =
        TextTokenizer.of(backbone.tokenizerJson(), backbone.config().maxPositions())) {
      for (Reference.Row row : reference.rows()) {
        TokenizedRow tokens = tokenizer.tokenize(row.text(), row.pair(), 0);
        assertThat(tokens.ids()).as(row.text()).isEqualTo(row.tokens().ids());
        assertThat(tokens.types()).as(row.text()).isEqualTo(row.tokens().types());
      }
    }
  }

  /** What follows shows that the fixtures can tell: each mistake is far outside the tolerance. */
  @ParameterizedTest
  @MethodSource("references")
  void theOtherFormOfGeluWouldShow(String name) throws IOException {
    Backbone right = Reference.of(name).backbone();
    BackboneConfig c = right.config();
    Activation other = c.activation() == Activation.GELU ? Activation.GELU_TANH : Activation.GELU;

    assertShows(name, c, c.layerNormEpsilon(), other, c.blocks());
  }

  @ParameterizedTest
  @MethodSource("references")
  void anotherEpsilonWouldShow(String name) throws IOException {
    BackboneConfig c = Reference.of(name).backbone().config();

    assertShows(name, c, c.layerNormEpsilon() + 0.005f, c.activation(), c.blocks());
  }

  @Test
  void layersInTheWrongGroupWouldShow() throws IOException {
    BackboneConfig c = Reference.of("albert-groups").backbone().config();
    assertThat(c.blocks()).isEqualTo(LayerBlocks.albert(5, 2, 1));
    List<List<String>> shifted =
        List.of(
            c.blocks().get(0),
            c.blocks().get(0),
            c.blocks().get(4),
            c.blocks().get(4),
            c.blocks().get(4));

    assertShows("albert-groups", c, c.layerNormEpsilon(), c.activation(), shifted);
  }

  @ParameterizedTest
  @MethodSource("references")
  void tokenTypesAndPaddingThatAreNotToldOfWouldShow(String name) throws IOException {
    Reference reference = Reference.of(name);
    Backbone backbone = reference.backbone();
    List<TokenizedRow> rows = reference.tokens();
    int longest = Batch.of(rows).length();

    List<TokenizedRow> oneSegment =
        rows.stream()
            .map(row -> new TokenizedRow(row.ids(), new long[row.length()], 0, false))
            .toList();
    List<TokenizedRow> unpadded =
        rows.stream()
            .map(
                row ->
                    new TokenizedRow(
                        Arrays.copyOf(row.ids(), longest),
                        Arrays.copyOf(row.types(), longest),
                        0,
                        false))
            .toList();

    assertThat(reference.largestDifference(backbone, Batch.of(oneSegment))).isGreaterThan(0.1);
    assertThat(reference.largestDifference(backbone, Batch.of(unpadded))).isGreaterThan(0.1);
  }

  private static void assertShows(
      String name,
      BackboneConfig c,
      float epsilon,
      Activation activation,
      List<List<String>> blocks)
      throws IOException {
    Reference reference = Reference.of(name);
    Backbone right = reference.backbone();
    BackboneConfig wrong =
        new BackboneConfig(
            c.layers(),
            c.hiddenSize(),
            c.heads(),
            c.intermediateSize(),
            c.vocabularySize(),
            c.maxPositions(),
            c.typeVocabulary(),
            epsilon,
            activation,
            c.architecture(),
            c.embeddingSize(),
            blocks);

    double difference =
        reference.largestDifference(
            new Backbone(name, wrong, right.weights(), right.tokenizerJson()));

    assertThat(difference).isGreaterThan(5 * TOLERANCE);
  }
}
