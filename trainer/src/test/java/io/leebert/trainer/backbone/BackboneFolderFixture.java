package io.leebert.trainer.backbone;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes a backbone as a folder in the Hugging Face layout, sound or with one thing changed. */
public final class BackboneFolderFixture {
  private static final JsonMapper JSON = new JsonMapper();

  final Backbone backbone;
  final ObjectNode config = JSON.createObjectNode();
  String type = "F32";
  UnaryOperator<String> naming = name -> name;
  final Map<String, Weight> extra = new LinkedHashMap<>();

  /** A folder to be, of this backbone. */
  public BackboneFolderFixture(Backbone backbone) {
    this.backbone = backbone;
    BackboneConfig shape = backbone.config();
    config
        .put("model_type", "bert")
        .put("hidden_act", "gelu")
        .put("num_hidden_layers", shape.layers())
        .put("hidden_size", shape.hiddenSize())
        .put("num_attention_heads", shape.heads())
        .put("intermediate_size", shape.intermediateSize())
        .put("vocab_size", shape.vocabularySize())
        .put("max_position_embeddings", shape.maxPositions())
        .put("type_vocab_size", shape.typeVocabulary())
        .put("layer_norm_eps", 1e-12);
  }

  /** Writes it. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), config.toString());
    Files.writeString(folder.resolve("tokenizer.json"), backbone.tokenizerJson());
    Map<String, Weight> arrays = new LinkedHashMap<>();
    backbone.weights().forEach((name, weight) -> arrays.put(naming.apply(name), weight));
    arrays.putAll(extra);
    Files.write(folder.resolve("model.safetensors"), safetensors(arrays, type));
    return folder;
  }

  /** A file's bytes, every array of one type. */
  static byte[] safetensors(Map<String, Weight> arrays, String type) {
    int width = type.equals("F32") ? 4 : 2;
    ObjectNode header = JSON.createObjectNode();
    header.putObject("__metadata__").put("format", "pt");
    int size = 0;
    for (Map.Entry<String, Weight> array : arrays.entrySet()) {
      ObjectNode entry = header.putObject(array.getKey()).put("dtype", type);
      for (int dimension : array.getValue().shape()) {
        entry.withArray("shape").add(dimension);
      }
      int bytes = array.getValue().values().length * width;
      entry.withArray("data_offsets").add(size).add(size + bytes);
      size += bytes;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + size).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (Weight weight : arrays.values()) {
      for (float value : weight.values()) {
        switch (type) {
          case "F32" -> file.putFloat(value);
          case "BF16" -> file.putShort((short) (Float.floatToIntBits(value) >>> 16));
          default -> file.putShort(half(value));
        }
      }
    }
    return file.array();
  }

  /** The half-precision number next to zero from a value of ordinary size; else zero. */
  static short half(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = (bits >>> 23 & 0xff) - 127 + 15;
    int sign = bits >>> 16 & 0x8000;
    return exponent <= 0
        ? (short) sign
        : (short) (sign | (exponent << 10) | ((bits >> 13) & 0x3ff));
  }
}
