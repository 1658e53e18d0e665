package io.leebert.trainer.backbone;

import io.leebert.schemas.bundle.TokenizerCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pre-trained BERT or ALBERT from a folder in the Hugging Face layout: {@code config.json},
 * weights and {@code tokenizer.json}.
 *
 * <p>Weights are {@code model.safetensors} (fp32, fp16 or bf16), several such files with {@code
 * model.safetensors.index.json}, or an ONNX export {@code model.onnx}. Arrays may be called with or
 * without a prefix such as {@code bert.}, and normalizations by their old names {@code gamma} and
 * {@code beta}. What the encoder does not need (a pooler, a head) is left in the file.
 */
public final class BackboneFolder {

  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String ONNX_SUFFIX = ".onnx";

  private BackboneFolder() {}

  /**
   * Reads it.
   *
   * @param path the folder, or an ONNX file beside its {@code config.json} and {@code
   *     tokenizer.json}
   * @throws IllegalArgumentException naming the file and what of it is missing, does not fit or is
   *     not supported
   * @throws io.leebert.schemas.bundle.BundleException when the tokenizer gives ids that the network
   *     has no embedding for
   * @throws UncheckedIOException when a file cannot be read
   */
  public static Backbone load(Path path) {
    boolean onnx = Files.isRegularFile(path) && path.toString().endsWith(ONNX_SUFFIX);
    Path folder = onnx ? path.toAbsolutePath().resolveSibling("") : path;
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the backbone " + path + " is not a folder, nor a file that ends in " + ONNX_SUFFIX);
    }
    BackboneConfig config = HuggingFaceConfig.read(present(folder, CONFIG));
    Path tokenizer = present(folder, TOKENIZER);
    byte[] tokenizerJson = bytes(tokenizer);
    TokenizerCheck.check(tokenizerJson, config.vocabularySize(), tokenizer.toString());
    try (WeightFiles files = onnx ? WeightFiles.onnx(path) : WeightFiles.in(folder)) {
      return new Backbone(
          String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
          config,
          EncoderWeights.read(files.source(), config),
          new String(tokenizerJson, StandardCharsets.UTF_8),
          files.digests());
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
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
              + String.join(", ", CONFIG, WeightFiles.SINGLE, TOKENIZER)
              + (name.equals(TOKENIZER) ? " (transformers' AutoTokenizer can save it)" : ""));
    }
    return file;
  }
}
