package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.LoadedModel;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that matter, in one line, without any that could be a secret. */
final class StartLine {
  private StartLine() {}

  static String of(ServeSettings settings, LoadedModel model) {
    return String.format(
        Locale.ROOT,
        "%s (%s) -> %s, dead letters to %s; application %s at %s; patience %s; batches of %d after"
            + " %d ms, %d may wait",
        settings.topology().inputTopic(),
        settings.inputFormat().name().toLowerCase(Locale.ROOT),
        settings.topology().outputTopic(),
        settings.topology().deadLetterTopic(),
        settings.streams().get(StreamsConfig.APPLICATION_ID_CONFIG),
        settings.streams().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG),
        patience(settings, model),
        settings.batch().size(),
        settings.batch().delay().toMillis(),
        settings.batch().queueSize());
  }

  private static String patience(ServeSettings settings, LoadedModel model) {
    Integer patience = settings.topology().patience();
    if (patience != null) {
      return patience.toString();
    }
    if (settings.autoscale().allowed() && !model.manifest().getQualityProfile().isEmpty()) {
      return "auto, for events no older than "
          + settings.autoscale().settings().lagTarget().toMillis()
          + " ms";
    }
    return model.manifest().getExitRule().getPatience() + " (the model's)";
  }
}
