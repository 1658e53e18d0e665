package io.leebert.streams.cli;

import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.configuration.ServeSettings;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that matter, in one line, without any that could be a secret. */
final class StartLine {
  private StartLine() {}

  static String of(ServeSettings settings, ModelPace pace) {
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
        patience(settings, pace),
        settings.batch().size(),
        settings.batch().delay().toMillis(),
        settings.batch().queueSize());
  }

  /** Where patience comes from. */
  static String patience(ServeSettings settings, ModelPace pace) {
    if (pace.followsLoad()) {
      return "auto, for events no older than "
          + settings.autoscale().settings().lagTarget().toMillis()
          + " ms";
    }
    boolean ofModel = !pace.isOrdered() && settings.autoscale().fixed() == null;
    return pace.held() + (ofModel ? " (the model's)" : "");
  }
}
