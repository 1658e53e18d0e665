package io.leebert.trainer.backbone;

import io.leebert.schemas.bundle.TokenizerCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pre-trained BERT from a folder in the Hugging Face layout: {@code config.json}, {@code
 * model.safetensors} (fp32, fp16 or bf16) and {@code tokenizer.json}.
 *
 * <p>Arrays may be called with or without the prefix {@code bert.}, and normalizations by their old
 * names {@code gamma} and {@code beta}. What the encoder does not need (a pooler, a head) is left
 * in the file.
 */
public final class BackboneFolder {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String TOKENIZER = "tokenizer.json";

  private BackboneFolder() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException naming the file and what of it is missing, does not fit or is
   *     not supported
   * @throws io.leebert.schemas.bundle.BundleException when the tokenizer gives ids that the network
   *     has no embedding for
   * @throws UncheckedIOException when a file cannot be read
   */
  public static Backbone load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the backbone " + folder + " is not a folder");
    }
    BackboneConfig config = HuggingFaceConfig.read(present(folder, CONFIG));
    Path tokenizer = present(folder, TOKENIZER);
    Path file = weights(folder);
    try {
      byte[] tokenizerJson = Files.readAllBytes(tokenizer);
      TokenizerCheck.check(tokenizerJson, config.vocabularySize(), tokenizer.toString());
      return new Backbone(
          String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
          config,
          BertWeights.select(file.toString(), config, read(file, config)),
          new String(tokenizerJson, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + tokenizer + ": " + e, e);
    }
  }

  private static Path weights(Path folder) {
    Path file = folder.resolve(WEIGHTS);
    Path index = folder.resolve(WEIGHTS + ".index.json");
    if (!Files.exists(file) && Files.exists(index)) {
      throw new IllegalArgumentException(
          index + " tells of weights in several files, expected one file " + WEIGHTS);
    }
    return present(folder, WEIGHTS);
  }

  private static Path present(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "the backbone "
              + folder
              + " has no file "
              + name
              + ", expected "
              + String.join(", ", CONFIG, WEIGHTS, TOKENIZER));
    }
    return file;
  }

  private static Map<String, Weight> read(Path file, BackboneConfig config) {
    Map<String, Weight> weights = new HashMap<>();
    try (SafetensorsFile arrays = SafetensorsFile.open(file)) {
      for (String name : BertWeights.shapes(config).keySet()) {
        String stored = nameIn(arrays.names(), name);
        if (stored != null) {
          weights.put(name, arrays.weight(stored));
        }
      }
    }
    return weights;
  }

  private static @Nullable String nameIn(Set<String> names, String name) {
    String old =
        name.replace("LayerNorm.weight", "LayerNorm.gamma")
            .replace("LayerNorm.bias", "LayerNorm.beta");
    for (String candidate : new String[] {name, "bert." + name, old, "bert." + old}) {
      if (names.contains(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
