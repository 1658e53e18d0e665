package io.leebert.streams.inference;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model ready to serve: what it is, the tokenizer that feeds it and the network. A row's tokens
 * are good for the model that made them only, so the three travel together.
 *
 * @param manifest what the bundle says of the model
 * @param tokenizer text to tokens, for any thread
 * @param classifier tokens to classifications, for the device's own thread
 */
public record LoadedModel(ModelManifest manifest, TextTokenizer tokenizer, Classifier classifier)
    implements AutoCloseable {

  /**
   * Opens tokenizer and network of a bundle.
   *
   * @throws ModelLoadException when either cannot be used
   */
  public static LoadedModel load(ModelBundle bundle, SessionSettings settings) {
    ModelManifest manifest = bundle.manifest();
    TextTokenizer tokenizer = TextTokenizer.read(bundle.tokenizer(), manifest.getMaxLength());
    try {
      return new LoadedModel(manifest, tokenizer, OnnxClassifier.open(bundle, settings));
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  /** The same with something between it and its network. */
  public LoadedModel behind(UnaryOperator<Classifier> around) {
    return new LoadedModel(manifest, tokenizer, around.apply(classifier));
  }

  /**
   * Tokens of an event.
   *
   * @throws IllegalArgumentException when a text is missing or one too many for this model
   */
  public TokenizedText tokenize(String text, @Nullable String secondText) {
    if (manifest.getTextPair() && secondText == null) {
      throw new IllegalArgumentException(
          name() + " was trained on pairs of texts, but the event has no second text");
    }
    if (!manifest.getTextPair() && secondText != null) {
      throw new IllegalArgumentException(
          name() + " was trained on single texts, but the event has a second text");
    }
    return tokenizer.tokenize(text, secondText);
  }

  /**
   * A small row that the model must be able to run: for warming up, and to see whether it lives.
   */
  public Row probe() {
    return new Row(
        tokenizer.tokenize("a", manifest.getTextPair() ? "a" : null), manifest.getLayers());
  }

  /** Name and version, for messages. */
  public String name() {
    return manifest.getModel() + " " + manifest.getModelVersion();
  }

  @Override
  public void close() {
    try {
      classifier.close();
    } finally {
      tokenizer.close();
    }
  }
}
