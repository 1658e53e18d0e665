package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BackboneFolder;
import io.leebert.trainer.backbone.DefaultBackbone;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.export.BundleNetwork;
import io.leebert.trainer.export.ExportException;
import io.leebert.trainer.train.Trainer;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingResult;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What training begins with: a backbone, or the current model's network with its own tokenizer and
 * shape.
 *
 * @param backbone the encoder
 * @param network the current model, or null when training starts from the backbone
 */
record StartingPoint(Backbone backbone, @Nullable MultiExitNetwork network) {

  private static final int USUAL_MAX_LENGTH = 128;

  /**
   * Reads it.
   *
   * @throws RefusedException when it cannot be started from, saying what can be done about it
   */
  static StartingPoint of(RetrainSettings settings, @Nullable ModelBundle current) {
    return current != null && settings.fromCurrent()
        ? current(settings, current)
        : backbone(settings.backbone());
  }

  private static StartingPoint current(RetrainSettings settings, ModelBundle current) {
    String remedy = "; warm-start=backbone starts from the pre-trained weights";
    try {
      MultiExitNetwork network = BundleNetwork.of(current);
      if (network.pooling() != settings.training().exits().pooling()) {
        throw new RefusedException(
            "the exits of the current model look at "
                + network.pooling().name().toLowerCase(Locale.ROOT)
                + ", those of preset "
                + settings.preset().flag()
                + " at "
                + settings.training().exits().pooling().name().toLowerCase(Locale.ROOT)
                + remedy,
            Map.of());
      }
      return new StartingPoint(network.backbone(), network);
    } catch (ExportException e) {
      throw new RefusedException(
          "the current model cannot be started from: " + e.getMessage() + remedy, Map.of());
    }
  }

  private static StartingPoint backbone(@Nullable Path folder) {
    try {
      return new StartingPoint(
          folder == null ? DefaultBackbone.load() : BackboneFolder.load(folder), null);
    } catch (IllegalArgumentException | BundleException | UncheckedIOException e) {
      throw new RefusedException("backbone: " + e.getMessage(), Map.of());
    }
  }

  /** Layers that are used. */
  int layers(RetrainSettings settings) {
    int all = backbone.config().layers();
    int asked = settings.training().layers();
    if (asked > all) {
      throw new RefusedException(
          "layers must be at most the " + all + " of " + backbone.name() + ", found " + asked,
          Map.of());
    }
    return asked == 0 ? all : asked;
  }

  /** Longest row in tokens. */
  int maxLength(RetrainSettings settings, boolean textPair) {
    BackboneConfig config = backbone.config();
    Integer asked = settings.maxLength();
    int usual = network != null ? network.maxLength() : USUAL_MAX_LENGTH;
    int length = asked != null ? asked : Math.min(usual, config.maxPositions());
    // Special tokens and one token of every text.
    int least = textPair ? 5 : 3;
    if (length < least || length > config.maxPositions()) {
      throw new RefusedException(
          "max-length must be between "
              + least
              + " and the "
              + config.maxPositions()
              + " of "
              + backbone.name()
              + ", found "
              + length,
          Map.of());
    }
    if (textPair && config.typeVocabulary() < 2) {
      throw new RefusedException(
          "rows are pairs of texts, but " + backbone.name() + " knows single texts only", Map.of());
    }
    return length;
  }

  TrainingResult train(Trainer trainer, TrainingData data) {
    return network == null ? trainer.train(backbone, data) : trainer.train(network, data);
  }

  /** Where training started, for provenance. */
  Map<String, String> provenance() {
    Map<String, String> map = new TreeMap<>();
    map.put("backbone", backbone.name());
    map.put("warmStart", network == null ? "backbone" : "current");
    backbone.digests().forEach((file, digest) -> map.put("backboneSha256." + file, digest));
    return map;
  }
}
