package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.trainer.data.TinyTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneFolderTest {
  private static final BackboneConfig CONFIG =
      new BackboneConfig(2, 8, 2, 16, 14, 12, 2, 1e-12f, Activation.GELU);

  private final Backbone original = TinyBackbone.of(CONFIG, 0.3, TinyTokenizer.json());
  private final BackboneFolderFixture fixture = new BackboneFolderFixture(original);

  @TempDir Path temporary;

  @Test
  void aFolderOfFullPrecisionComesOutAsItWentIn() throws IOException {
    Backbone loaded = load();

    assertThat(loaded.name()).isEqualTo("tiny-bert");
    assertThat(loaded.config()).isEqualTo(CONFIG);
    assertThat(loaded.tokenizerJson()).isEqualTo(TinyTokenizer.json());
    assertThat(loaded.weights().keySet()).isEqualTo(original.weights().keySet());
    loaded
        .weights()
        .forEach(
            (name, weight) -> {
              assertThat(weight.values()).as(name).isEqualTo(original.weight(name).values());
              assertThat(weight.shape()).as(name).isEqualTo(original.weight(name).shape());
            });
  }

  @ParameterizedTest
  @CsvSource({"F16, 0.001", "BF16, 0.008"})
  void lowerPrecisionComesOutRounded(String type, float relative) throws IOException {
    fixture.type = type;

    Backbone loaded = load();

    loaded
        .weights()
        .forEach(
            (name, weight) -> {
              float[] values = original.weight(name).values();
              for (int i = 0; i < values.length; i++) {
                assertThat(weight.values()[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(values[i], within(Math.abs(values[i]) * relative + 1e-4f));
              }
            });
    assertThat(states(loaded)).containsExactly(states(original), within(0.15f));
    assertThat(states(loaded)).isNotEqualTo(states(original));
  }

  @Test
  void aNetworkFromAFolderComputesWhatItsOriginalComputes() throws IOException {
    assertThat(states(load())).isEqualTo(states(original));
  }

  @Test
  void prefixesOldNamesAndHeadsAreUnderstood() throws IOException {
    fixture.naming =
        name ->
            "bert."
                + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                    .replace("LayerNorm.bias", "LayerNorm.beta");
    fixture.extra.put("bert.pooler.dense.weight", Weight.of(new float[64], 8, 8));
    fixture.extra.put("cls.predictions.bias", Weight.of(new float[14], 14));

    assertThat(states(load())).isEqualTo(states(original));
  }

  @ParameterizedTest
  @CsvSource({"gelu_new", "gelu_fast", "gelu_pytorch_tanh"})
  void theTanhFormsOfGeluAreOne(String name) throws IOException {
    fixture.config.put("hidden_act", name);

    assertThat(load().config().activation()).isEqualTo(Activation.GELU_TANH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type|roberta|model_type is roberta, expected bert or albert",
        "hidden_act|relu|hidden_act is relu, expected one of [gelu, gelu_fast, gelu_new,",
        "position_embedding_type|relative_key|position_embedding_type is relative_key, expected",
        "is_decoder|true|is_decoder is true, expected false",
        "add_cross_attention|true|add_cross_attention is true, expected false",
        "num_hidden_layers|two|num_hidden_layers is \"two\", expected a whole number",
      })
  void whatIsNotSupportedIsRefusedByName(String key, String value, String message)
      throws IOException {
    fixture.config.put(key, value);

    assertRefused("config.json: " + message);
  }

  @Test
  void aKeyThatIsMissingIsNamed() throws IOException {
    fixture.config.remove("hidden_size");
    assertRefused("config.json: hidden_size is missing, expected a whole number");

    fixture.config.remove("model_type");
    assertRefused("config.json: model_type is missing, expected bert");
  }

  @Test
  void numbersThatAreNoneAreRefusedAndUsualValuesMayBeLeftOut() throws IOException {
    fixture.config.put("num_hidden_layers", 2.5);
    assertRefused("config.json: num_hidden_layers is 2.5, expected a whole number");
    fixture.config.put("num_hidden_layers", 2).put("layer_norm_eps", "small");
    assertRefused("config.json: layer_norm_eps is \"small\", expected a number such as 1e-12");
    fixture.config.put("type_vocab_size", "two").remove("layer_norm_eps");
    assertRefused("config.json: type_vocab_size is \"two\", expected a whole number");

    fixture.config.remove("type_vocab_size");
    assertThat(load().config()).isEqualTo(CONFIG);
  }

  @Test
  void aShapeBeyondAllMemoryIsNamed() throws IOException {
    byte[] header =
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,4]}}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    Path file = temporary.resolve("vast");
    Files.write(file, content.putLong(header.length).put(header).putFloat(1).array());

    try (SafetensorsFile vast = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> vast.weight("x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("vast: array x of shape [2147483647, 2147483647, 4] needs");
    }
  }

  @Test
  void headsThatDoNotDivideTheWidthAreRefused() throws IOException {
    fixture.config.put("num_attention_heads", 3);

    assertRefused("config.json: hiddenSize 8 is not a multiple of heads 3");
  }

  @Test
  void anArrayThatIsMissingOrOfAnotherShapeIsNamed() throws IOException {
    fixture.config.put("num_hidden_layers", 3);
    assertRefused("model.safetensors has no weight encoder.layer.2.attention.self.query.weight");

    fixture.config.put("num_hidden_layers", 2).put("intermediate_size", 32);
    assertRefused("intermediate.dense.weight has shape [16, 8], expected [32, 8]");
  }

  @Test
  void aTokenizerThatKnowsMoreTokensThanTheNetworkIsRefused() throws IOException {
    fixture.config.put("vocab_size", 13);

    assertThatThrownBy(this::load)
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("highest token id is 13, the model's vocabulary has 13 rows");
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Path folder = fixture.write(temporary.resolve("tiny-bert"));
    Files.delete(folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageEndingWith(
            "tiny-bert has no file model.safetensors, model.safetensors.index.json or model.onnx");

    Files.createFile(folder.resolve("pytorch_model.bin"));
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageEndingWith(
            "pytorch_model.bin can run code when it is read, convert it to safetensors");

    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageContaining("tiny-bert has no file tokenizer.json, expected config.json,")
        .hasMessageEndingWith("tokenizer.json (transformers' AutoTokenizer can save it)");

    assertThatThrownBy(() -> BackboneFolder.load(temporary.resolve("none")))
        .hasMessageContaining("none is not a folder, nor a file that ends in .onnx");
  }

  @Test
  void aFileThatIsCutShortIsRefusedAndSoIsOneOfAnotherFormat() throws IOException {
    Path folder = fixture.write(temporary.resolve("tiny-bert"));
    Path file = folder.resolve("model.safetensors");
    byte[] sound = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(sound, sound.length - 1));
    assertThatThrownBy(() -> BackboneFolder.load(folder)).hasMessageContaining("it is cut short");
    Files.write(file, Arrays.copyOf(sound, 100));
    assertThatThrownBy(() -> BackboneFolder.load(folder)).hasMessageContaining("or cut short");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> BackboneFolder.load(folder)).hasMessageContaining("it has 3 bytes");
    byte[] noJson = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(12).array();
    Files.write(file, noJson);
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageContaining("its header is no JSON");
    Files.writeString(folder.resolve("config.json"), "{");
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageContaining("config.json is no JSON");
  }

  @Test
  void anArrayWhosePlaceOrTypeDoesNotFitIsNamed() throws IOException {
    Path folder = fixture.write(temporary.resolve("tiny-bert"));
    Path file = folder.resolve("model.safetensors");

    rewriteHeader(file, "\"F32\",\"shape\":[14,8]", "\"I64\",\"shape\":[14,8]");
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageContaining("array embeddings.word_embeddings.weight is of type I64, expected");
    rewriteHeader(file, "\"I64\",\"shape\":[14,8]", "\"F32\",\"shape\":[15,8]");
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .hasMessageContaining("of shape [15, 8] needs 480 bytes, but its place is");
  }

  @Test
  void aFileThatCannotBeReadSaysSo() throws IOException {
    assertThatThrownBy(() -> SafetensorsFile.open(temporary.resolve("gone")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone");
    Path file =
        Files.write(temporary.resolve("one"), BackboneFolderFixture.safetensors(Map.of(), "F32"));
    try (SafetensorsFile empty = SafetensorsFile.open(file)) {
      assertThat(empty.names()).isEmpty();
      assertThatThrownBy(() -> empty.weight("x")).hasMessageContaining("one has no array x");
    }
  }

  /** Same length before and after, so that nothing moves. */
  private static void rewriteHeader(Path file, String from, String to) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.write(
        file, text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private Backbone load() throws IOException {
    return BackboneFolder.load(fixture.write(temporary.resolve("tiny-bert")));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::load)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static float[] states(Backbone backbone) {
    BertEncoder encoder = new BertEncoder(backbone, 2, true, 0);
    return TensorValues.floats(
        encoder
            .forward(
                Tensor.create(new long[] {2, 5, 6, 3}, 1, 4),
                Tensor.create(new long[] {0, 0, 1, 1}, 1, 4),
                new TensorOptional(),
                false)
            .get(1));
  }
}
