package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data classes between readers, training and export: what they refuse. */
class BackboneConfigTest {

  @ParameterizedTest
  @CsvSource({
    "layers, 0, 8, 2, 16, 20, 10, 2",
    "hiddenSize, 2, 0, 2, 16, 20, 10, 2",
    "heads, 2, 8, 0, 16, 20, 10, 2",
    "intermediateSize, 2, 8, 2, -1, 20, 10, 2",
    "vocabularySize, 2, 8, 2, 16, 0, 10, 2",
    "maxPositions, 2, 8, 2, 16, 20, 0, 2",
    "typeVocabulary, 2, 8, 2, 16, 20, 10, 0"
  })
  void aNumberThatIsNotPositiveIsNamed(
      String name,
      int layers,
      int hidden,
      int heads,
      int inner,
      int words,
      int longest,
      int types) {
    assertThatThrownBy(() -> config(layers, hidden, heads, inner, words, longest, types, 1e-12f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be above 0, found ");
  }

  @Test
  void headsShareTheWidthAndEpsilonIsPositive() {
    assertThatThrownBy(() -> config(2, 10, 4, 16, 20, 10, 2, 1e-12f))
        .hasMessage("hiddenSize 10 is not a multiple of heads 4");
    assertThatThrownBy(() -> config(2, 8, 4, 16, 20, 10, 2, 0))
        .hasMessage("layerNormEpsilon must be above 0, found 0.0");
    assertThatThrownBy(() -> config(2, 8, 4, 16, 20, 10, 2, Float.NaN))
        .hasMessage("layerNormEpsilon must be above 0, found NaN");
  }

  @Test
  void aWeightHoldsAsManyValuesAsItsShapeSays() {
    assertThatThrownBy(() -> Weight.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2, 3] holds 6 values, found 5");
    int[] shape = {1, 2};
    Weight weight = Weight.of(new float[2], shape);
    shape[0] = 9;
    weight.shape()[1] = 9;
    assertThat(weight.shape()).containsExactly(1, 2);
  }

  @Test
  void aNetworkHasAnExitAndAVotePerLayerAndTheLastOneVotes() {
    Backbone backbone = new Backbone("b", config(2, 8, 2, 16, 20, 10, 2, 1e-12f), Map.of(), "{}");
    LinearExit exit = new LinearExit(Weight.of(new float[16], 2, 8), Weight.of(new float[2], 2));

    assertThatThrownBy(() -> network(backbone, List.of(exit), List.of(true, true)))
        .hasMessage("2 layers need as many exits and votes, found 1 exits and 2 votes");
    assertThatThrownBy(() -> network(backbone, List.of(exit, exit), List.of(true)))
        .hasMessage("2 layers need as many exits and votes, found 2 exits and 1 votes");
    assertThatThrownBy(() -> network(backbone, List.of(exit, exit), List.of(true, false)))
        .hasMessage("the last exit, number 2, must vote");
    assertThat(network(backbone, List.of(exit, exit), List.of(false, true)).votes())
        .containsExactly(false, true);
  }

  private static MultiExitNetwork network(
      Backbone backbone, List<LinearExit> exits, List<Boolean> votes) {
    return new MultiExitNetwork(backbone, Pooling.MEAN, exits, votes, List.of("a", "b"), 10);
  }

  private static BackboneConfig config(
      int layers,
      int hidden,
      int heads,
      int inner,
      int words,
      int longest,
      int types,
      float epsilon) {
    return new BackboneConfig(
        layers, hidden, heads, inner, words, longest, types, epsilon, Activation.GELU);
  }
}
