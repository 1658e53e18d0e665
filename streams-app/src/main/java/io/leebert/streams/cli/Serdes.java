package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.topology.EventFormat;
import io.leebert.streams.topology.EventFormats;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Makes the serdes that the settings name. */
final class Serdes {
  private Serdes() {}

  static EventFormat format(ServeSettings settings) {
    return switch (settings.inputFormat()) {
      case JSON -> EventFormats.json(settings.fields());
      case TEXT -> EventFormats.text();
      case AVRO -> {
        Deserializer<?> deserializer =
            make(Deserializer.class, settings.deserializer(), ServeKeys.AVRO_DESERIALIZER);
        // Generic records: whatever the schema, and with strings whose bytes can still be checked.
        Map<String, Object> configuration = new HashMap<>(settings.serdes());
        configuration.put("specific.avro.reader", "false");
        deserializer.configure(configuration, false);
        yield EventFormats.avro(deserializer, settings.fields());
      }
    };
  }

  /** The predictions' serializer; what it is given are {@code Prediction}s. */
  @SuppressWarnings("unchecked")
  static Serializer<Object> predictions(ServeSettings settings) {
    Serializer<Object> serializer =
        (Serializer<Object>)
            make(Serializer.class, settings.serializer(), ServeKeys.AVRO_SERIALIZER);
    serializer.configure(settings.serdes(), false);
    return serializer;
  }

  private static <T> T make(Class<T> kind, Class<?> type, String key) {
    try {
      return kind.cast(type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new StartException(
          key
              + " must name a "
              + kind.getSimpleName()
              + " with a constructor without arguments,"
              + " found "
              + type.getName(),
          e);
    }
  }
}
