package io.leebert.streams.cli;

import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** Opens the models topic with the settings of the application's consumers. */
final class CatalogueClient {
  private CatalogueClient() {}

  /**
   * Reads the models topic to its end.
   *
   * @throws StartException when the topic is not as it must be, or not to be read in time
   */
  static CatalogueReader open(ServeSettings settings, ModelsSettings models) {
    try {
      return CatalogueReader.openToEnd(
          outside(settings, "leebert-models"), models.topic(), settings.startTimeout());
    } catch (RuntimeException e) {
      throw unreadable(models, e);
    }
  }

  private static StartException unreadable(ModelsSettings models, RuntimeException cause) {
    return new StartException(
        "cannot read the models topic "
            + models.topic()
            + " to its end, which says which version is to serve: "
            + cause.getMessage(),
        cause);
  }

  /**
   * Settings of a consumer outside of the group, and what the user says of the one in it.
   *
   * @param client its name
   */
  static Map<String, Object> outside(ServeSettings settings, String client) {
    StreamsConfig streams = new StreamsConfig(settings.streams());
    Map<String, Object> consumer = new HashMap<>(settings.serdes());
    consumer.putAll(streams.getRestoreConsumerConfigs(client));
    consumer.putAll(streams.originalsWithPrefix(StreamsConfig.MAIN_CONSUMER_PREFIX));
    return consumer;
  }
}
