package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.LoadedModel;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that matter, in one line, without any that could be a secret. */
final class StartLine {
  private StartLine() {}

  static String of(ServeSettings settings, LoadedModel model) {
    Integer patience = settings.topology().patience();
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
        patience == null
            ? model.manifest().getExitRule().getPatience() + " (the model's)"
            : patience.toString(),
        settings.batch().size(),
        settings.batch().delay().toMillis(),
        settings.batch().queueSize());
  }
}
