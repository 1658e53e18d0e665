package io.leebert.trainer.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the {@code config.json} of a Hugging Face BERT; refuses by name what is not one. */
final class HuggingFaceConfig {

  private static final JsonMapper JSON = new JsonMapper();
  private static final float LAYER_NORM_EPSILON = 1e-12f;
  private static final int TYPE_VOCABULARY = 2;

  private static final Map<String, Activation> ACTIVATIONS =
      new TreeMap<>(
          Map.of(
              "gelu", Activation.GELU,
              "gelu_new", Activation.GELU_TANH,
              "gelu_fast", Activation.GELU_TANH,
              "gelu_pytorch_tanh", Activation.GELU_TANH));

  private final Path file;
  private final JsonNode root;

  private HuggingFaceConfig(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file and what of it is missing or not supported
   * @throws UncheckedIOException when it cannot be read
   */
  static BackboneConfig read(Path file) {
    try {
      return new HuggingFaceConfig(file, JSON.readTree(Files.readAllBytes(file))).config();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  private BackboneConfig config() {
    require("model_type", "bert", "only BERT encoders can be trained");
    require("position_embedding_type", "absolute", "relative positions are not supported");
    refuseDecoders();
    String act = root.path("hidden_act").asText("gelu");
    Activation activation = ACTIVATIONS.get(act);
    if (activation == null) {
      throw new IllegalArgumentException(
          file + ": hidden_act is " + act + ", expected one of " + ACTIVATIONS.keySet());
    }
    try {
      return new BackboneConfig(
          number("num_hidden_layers"),
          number("hidden_size"),
          number("num_attention_heads"),
          number("intermediate_size"),
          number("vocab_size"),
          number("max_position_embeddings"),
          root.has("type_vocab_size") ? number("type_vocab_size") : TYPE_VOCABULARY,
          epsilon(),
          activation);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file.toString())
          ? e
          : new IllegalArgumentException(file + ": " + message, e);
    }
  }

  /** A key that is there must have this value; model_type must be there. */
  private void require(String key, String expected, String why) {
    JsonNode found = root.path(key);
    boolean optional = !key.equals("model_type");
    if (optional && (found.isMissingNode() || found.isNull())) {
      return;
    }
    if (!found.asText().equals(expected)) {
      throw new IllegalArgumentException(
          file
              + ": "
              + key
              + " is "
              + (found.isMissingNode() ? "missing" : found.asText())
              + ", expected "
              + expected
              + ": "
              + why);
    }
  }

  private void refuseDecoders() {
    for (String key : new String[] {"is_decoder", "add_cross_attention"}) {
      if (root.path(key).asBoolean(false)) {
        throw new IllegalArgumentException(
            file + ": " + key + " is true, expected false: a decoder cannot be trained");
      }
    }
  }

  /** Hugging Face leaves keys out that have BERT's usual value. */
  private float epsilon() {
    JsonNode found = root.path("layer_norm_eps");
    if (found.isMissingNode()) {
      return LAYER_NORM_EPSILON;
    }
    if (!found.isNumber()) {
      throw new IllegalArgumentException(
          file + ": layer_norm_eps is " + found + ", expected a number such as 1e-12");
    }
    return found.floatValue();
  }

  private int number(String key) {
    JsonNode found = root.path(key);
    if (!found.isIntegralNumber() || !found.canConvertToInt()) {
      throw new IllegalArgumentException(
          file
              + ": "
              + key
              + " is "
              + (found.isMissingNode() ? "missing" : found)
              + ", expected a whole number");
    }
    return found.asInt();
  }
}
