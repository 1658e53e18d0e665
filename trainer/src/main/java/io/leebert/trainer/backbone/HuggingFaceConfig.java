package io.leebert.trainer.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the {@code config.json} of a Hugging Face BERT or ALBERT; refuses by name what would make
 * another network of it.
 */
final class HuggingFaceConfig {

  private static final float LAYER_NORM_EPSILON = 1e-12f;
  private static final int TYPE_VOCABULARY = 2;
  private static final int MOST_LAYERS = 1000;

  private static final Map<String, Activation> ACTIVATIONS =
      new TreeMap<>(
          Map.of(
              "gelu", Activation.GELU,
              "gelu_new", Activation.GELU_TANH,
              "gelu_fast", Activation.GELU_TANH,
              "gelu_pytorch_tanh", Activation.GELU_TANH));

  private final ConfigFile config;
  private final Architecture architecture;

  private HuggingFaceConfig(ConfigFile config) {
    this.config = config;
    this.architecture = architecture(config);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file and what of it is missing or not supported
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  static BackboneConfig read(Path file) {
    HuggingFaceConfig reader = new HuggingFaceConfig(ConfigFile.read(file));
    reader.refuseWhatChangesTheNetwork();
    try {
      return reader.shape();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file.toString())
          ? e
          : new IllegalArgumentException(file + ": " + message, e);
    }
  }

  private static Architecture architecture(ConfigFile config) {
    return switch (config.text("model_type", "missing")) {
      case "bert" -> Architecture.BERT;
      case "albert" -> Architecture.ALBERT;
      default ->
          throw config.refusal(
              "model_type",
              config.text("model_type", "missing"),
              "bert or albert: other networks cannot be trained");
    };
  }

  private void refuseWhatChangesTheNetwork() {
    for (JsonNode name : config.value("architectures")) {
      if (!name.asText().toUpperCase(Locale.ROOT).startsWith(architecture.name())) {
        throw config.refusal(
            "architectures",
            config.value("architectures").toString(),
            "names of " + architecture + " networks");
      }
    }
    if (!config.value("auto_map").isEmpty()) {
      throw config.refusal(
          "auto_map",
          config.value("auto_map").toString(),
          "none: a network that brings code of its own cannot be trained");
    }
    String positions = config.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw config.refusal(
          "position_embedding_type", positions, "absolute: relative positions are not supported");
    }
    for (String key : List.of("is_decoder", "add_cross_attention", "is_encoder_decoder")) {
      if (config.value(key).asBoolean(false)) {
        throw config.refusal(key, "true", "false: a decoder cannot be trained");
      }
    }
    for (String key : List.of("pruned_heads", "quantization_config")) {
      if (!config.value(key).isEmpty()) {
        throw config.refusal(key, config.value(key).toString(), "none: it is not supported");
      }
    }
  }

  private BackboneConfig shape() {
    int layers = config.number("num_hidden_layers");
    if (layers > MOST_LAYERS) {
      throw config.refusal("num_hidden_layers", "" + layers, "at most " + MOST_LAYERS);
    }
    int hidden = config.number("hidden_size");
    boolean bert = architecture == Architecture.BERT;
    return new BackboneConfig(
        layers,
        hidden,
        config.number("num_attention_heads"),
        config.number("intermediate_size"),
        config.number("vocab_size"),
        config.number("max_position_embeddings"),
        config.number("type_vocab_size", TYPE_VOCABULARY),
        epsilon(),
        activation(),
        architecture,
        bert ? hidden : config.number("embedding_size"),
        bert
            ? LayerBlocks.bert(layers)
            : LayerBlocks.albert(layers, part("num_hidden_groups"), part("inner_group_num")));
  }

  /** A count of groups or of their blocks: at least one, and few enough to be listed. */
  private int part(String key) {
    int count = config.number(key, 1);
    if (count < 1 || count > MOST_LAYERS) {
      throw config.refusal(key, "" + count, "between 1 and " + MOST_LAYERS);
    }
    return count;
  }

  private Activation activation() {
    String usual = architecture == Architecture.BERT ? "gelu" : "gelu_new";
    String name = config.text("hidden_act", usual);
    Activation activation = ACTIVATIONS.get(name);
    if (activation == null) {
      throw config.refusal("hidden_act", name, "one of " + ACTIVATIONS.keySet());
    }
    return activation;
  }

  /** Hugging Face leaves keys out that have the usual value. */
  private float epsilon() {
    JsonNode found = config.value("layer_norm_eps");
    if (found.isMissingNode()) {
      return LAYER_NORM_EPSILON;
    }
    if (!found.isNumber()) {
      throw config.refusal("layer_norm_eps", found.toString(), "a number such as 1e-12");
    }
    return found.floatValue();
  }
}
