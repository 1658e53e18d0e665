package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a configuration says, and which of it makes another network: all there is is config.json.
 */
class HuggingFaceConfigTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private ObjectNode config = JSON.createObjectNode();

  @BeforeEach
  void startFromAnAlbert() throws IOException {
    config =
        (ObjectNode)
            JSON.readTree(
                Files.readString(Reference.of("albert-groups").folder().resolve("config.json")));
  }

  @Test
  void anAlbertsShapeIsRead() throws IOException {
    assertThat(read())
        .isEqualTo(
            new BackboneConfig(
                5,
                32,
                4,
                48,
                38,
                24,
                2,
                1e-12f,
                Activation.GELU,
                Architecture.ALBERT,
                16,
                LayerBlocks.albert(5, 2, 1)));
  }

  @Test
  void whatIsLeftOutHasTheUsualValue() throws IOException {
    config.remove("hidden_act");
    config.remove("num_hidden_groups");
    config.putNull("inner_group_num");
    config.remove("architectures");

    assertThat(read().activation()).isEqualTo(Activation.GELU_TANH);
    assertThat(read().blocks()).isEqualTo(LayerBlocks.albert(5, 1, 1));
    config.put("model_type", "bert");
    assertThat(read().activation()).isEqualTo(Activation.GELU);
  }

  /** A refusal that came after the weights would take minutes, and there are none here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type|\"distilbert\"|is distilbert, expected bert or albert",
        "architectures|[\"AlbertModel\",\"XModel\"]|is [\"AlbertModel\",\"XModel\"], expected names of",
        "architectures|[\"BertModel\"]|is [\"BertModel\"], expected names of ALBERT networks",
        "auto_map|{\"AutoModel\":\"m.M\"}|is {\"AutoModel\":\"m.M\"}, expected none: a network that",
        "hidden_act|\"relu\"|is relu, expected one of [gelu, gelu_fast, gelu_new,",
        "hidden_act|\"silu\"|is silu, expected one of",
        "hidden_act|{\"x\":1}|is {\"x\":1}, expected one of",
        "position_embedding_type|\"relative_key_query\"|is relative_key_query, expected absolute:",
        "position_embedding_type|\"alibi\"|is alibi, expected absolute:",
        "is_decoder|true|is true, expected false: a decoder",
        "add_cross_attention|true|is true, expected false: a decoder",
        "is_encoder_decoder|true|is true, expected false: a decoder",
        "pruned_heads|{\"1\":[0]}|is {\"1\":[0]}, expected none",
        "quantization_config|{\"bits\":4}|is {\"bits\":4}, expected none",
        "num_hidden_layers|1001|is 1001, expected at most 1000",
        "num_hidden_groups|0|is 0, expected between 1 and 1000",
        "inner_group_num|-1|is -1, expected between 1 and 1000",
        "inner_group_num|1.5|is 1.5, expected a whole number",
        "embedding_size|null|is missing, expected a whole number",
        "embedding_size|0|must be above 0, found 0",
      })
  void whatIsNotSupportedIsRefusedByNameBeforeAnythingIsLoaded(
      String key, String value, String message) throws IOException {
    config.set(key, JSON.readTree(value));
    write();

    String named = key.equals("embedding_size") && value.equals("0") ? "embeddingSize" : key;
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("config.json: " + named + " " + message);
  }

  @Test
  void whatHasNoEffectIsNoReasonToRefuse() throws IOException {
    config.put("is_decoder", false).put("torch_dtype", "float16").put("classifier_dropout_prob", 1);
    config.putObject("auto_map");
    config.putObject("pruned_heads");
    config.putNull("quantization_config").putNull("position_embedding_type");
    config.putArray("architectures").add("AlbertForSequenceClassification").add("AlbertModel");

    assertThat(read().layers()).isEqualTo(5);
  }

  @Test
  void aFileThatIsNoObjectOrSaysAThingTwiceIsRefused() throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "[1]");
    assertThatThrownBy(() -> HuggingFaceConfig.read(file))
        .hasMessageEndingWith("is no JSON object");
    Files.writeString(file, "");
    assertThatThrownBy(() -> HuggingFaceConfig.read(file))
        .hasMessageEndingWith("is no JSON object");
    Files.writeString(file, "{\"model_type\":\"bert\",\"model_type\":\"albert\"}");
    assertThatThrownBy(() -> HuggingFaceConfig.read(file))
        .hasMessageContaining("config.json is no JSON: Duplicate field 'model_type'");
  }

  private BackboneConfig read() throws IOException {
    return HuggingFaceConfig.read(write());
  }

  private Path write() throws IOException {
    return Files.writeString(folder.resolve("config.json"), config.toString());
  }
}
