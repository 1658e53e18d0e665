package io.leebert.streams.cli;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.autoscale.AutoscaleSettings;
import io.leebert.streams.configuration.InputFormat;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;

/** Whether a model can do what the settings ask of it, before it is loaded. */
final class ModelCheck {
  private ModelCheck() {}

  /**
   * Checks.
   *
   * @throws StartException naming the setting, what was found and what the model needs
   */
  static void run(ServeSettings settings, ModelManifest manifest) {
    checkPatience(settings, manifest);
    checkTexts(settings, manifest);
  }

  private static void checkPatience(ServeSettings settings, ModelManifest manifest) {
    Integer patience = settings.autoscale().fixed();
    if (patience != null) {
      checkPatience(ServeKeys.PATIENCE, patience, manifest);
    }
    AutoscaleSettings auto = settings.autoscale().settings();
    checkPatience(ServeKeys.PATIENCE_MIN, auto.leastPatience(), manifest);
    if (auto.mostPatience() != Integer.MAX_VALUE) {
      checkPatience(ServeKeys.PATIENCE_MAX, auto.mostPatience(), manifest);
    }
  }

  private static void checkPatience(String key, int patience, ModelManifest manifest) {
    int layers = manifest.getLayers();
    if (patience > layers) {
      throw new StartException(
          key
              + " is "
              + patience
              + ", but "
              + manifest.getModel()
              + " has "
              + layers
              + " layers: expected 0 to "
              + layers);
    }
  }

  private static void checkTexts(ServeSettings settings, ModelManifest manifest) {
    if (manifest.getTextPair() && settings.inputFormat() == InputFormat.TEXT) {
      throw new StartException(
          manifest.getModel()
              + " was trained on pairs of texts, but "
              + ServeKeys.INPUT_FORMAT
              + " is text, where an event is one text: expected json or avro");
    }
    if (!manifest.getTextPair() && settings.serdes().containsKey(ServeKeys.SECOND_TEXT_FIELD)) {
      throw new StartException(
          manifest.getModel()
              + " was trained on single texts, but "
              + ServeKeys.SECOND_TEXT_FIELD
              + " is set: leave it out, or serve a model for pairs");
    }
  }
}
