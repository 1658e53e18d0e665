package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a file's arrays become the encoder's, and what is wrong with the others. */
class EncoderWeightsTest {

  private static final BackboneConfig BERT =
      new BackboneConfig(2, 8, 2, 16, 14, 12, 2, 1e-12f, Activation.GELU);
  private static final String WORD = "embeddings.word_embeddings.weight";
  private static final String LAST = "encoder.layer.1.output.LayerNorm.bias";

  private final Map<String, Weight> arrays =
      new TreeMap<>(TinyBackbone.of(BERT, 0.3, "{}").weights());

  @ParameterizedTest
  @ValueSource(strings = {"", "bert.", "model.", "0.auto_model."})
  void whateverPrefixAFileHasIsLeftOut(String prefix) {
    Map<String, Weight> prefixed = new TreeMap<>();
    arrays.forEach((name, weight) -> prefixed.put(prefix + name, weight));

    Map<String, Weight> read = EncoderWeights.read(new LoadedWeights("f", prefixed), BERT);

    assertThat(read).isEqualTo(arrays);
    assertThat(read.keySet().iterator().next()).isEqualTo(WORD);
  }

  @Test
  void anArrayUnderTwoNamesIsRefused() {
    arrays.put("bert." + LAST, Weight.of(new float[8], 8));

    assertRefused("has weight " + LAST + " more than once: [bert." + LAST + ", " + LAST + "]");

    arrays.remove("bert." + LAST);
    arrays.put(LAST.replace("bias", "beta"), Weight.of(new float[8], 8));
    assertRefused("more than once: [" + LAST.replace("bias", "beta") + ", " + LAST + "]");
  }

  @Test
  void namesThatOnlyLookAlikeAreNotTheSame() {
    arrays.put("cls.predictions.decoder.weight", Weight.of(new float[8], 8));
    arrays.put("xembeddings.word_embeddings.weight", Weight.of(new float[8], 8));

    assertThat(EncoderWeights.read(source(), BERT)).hasSize(5 + 2 * 16);
  }

  @Test
  void aLayerThatTheConfigurationDoesNotHaveIsRefused() {
    arrays.put("bert.encoder.layer.2.output.dense.bias", Weight.of(new float[8], 8));

    assertRefused(
        "has weight bert.encoder.layer.2.output.dense.bias,"
            + " but the configuration tells of 2 layers with 2 blocks of weights");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.albert_layer_groups.1.albert_layers.0.ffn.bias",
        "albert.encoder.albert_layer_groups.0.albert_layers.1.ffn.bias"
      })
  void aGroupOrBlockThatTheConfigurationDoesNotHaveIsRefused(String name) {
    arrays.put(name, Weight.of(new float[8], 8));

    assertThatThrownBy(() -> EncoderWeights.read(source(), TinyBackbone.albert(4, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "f has weight "
                + name
                + ", but the configuration tells of 4 layers with 1 blocks of weights");
  }

  @Test
  void anAlbertsMissingWeightIsNamedAsAFileWouldNameIt() {
    assertThatThrownBy(() -> EncoderWeights.read(source(), TinyBackbone.albert(4, 1, 1)))
        .hasMessageStartingWith(
            "f has no weight encoder.embedding_hidden_mapping_in.weight, which");
  }

  @Test
  void namesAndShapesAreCheckedBeforeTheFirstArrayIsRead() {
    arrays.put(LAST, Weight.of(new float[7], 7));

    assertThatThrownBy(() -> EncoderWeights.read(new Unread(arrays), BERT))
        .hasMessage("unread: weight " + LAST + " has shape [7], expected [8] by the configuration");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void numbersThatAreNotFiniteAreRefused(float value) {
    float[] values = new float[8];
    values[3] = value;
    arrays.put(LAST, Weight.of(values, 8));

    assertRefused(
        ": weight " + LAST + " holds " + value + " at place 3 of 8, expected finite numbers");
  }

  @Test
  void arraysThatTheEncoderDoesNotNeedMayHoldAnything() {
    arrays.put("bert.pooler.dense.bias", Weight.of(new float[] {Float.NaN}, 1));

    assertThat(EncoderWeights.read(source(), BERT)).doesNotContainKey("bert.pooler.dense.bias");
  }

  private LoadedWeights source() {
    return new LoadedWeights("f", arrays);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> EncoderWeights.read(source(), BERT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("f")
        .hasMessageEndingWith(message);
  }

  /** Tells shapes, and fails when an array is read. */
  private record Unread(Map<String, Weight> arrays) implements WeightSource {
    @Override
    public String description() {
      return "unread";
    }

    @Override
    public Set<String> names() {
      return arrays.keySet();
    }

    @Override
    public int[] shape(String name) {
      return new LoadedWeights("unread", arrays).shape(name);
    }

    @Override
    public Weight weight(String name) {
      throw new AssertionError("read " + name);
    }

    @Override
    public void close() {}
  }
}
