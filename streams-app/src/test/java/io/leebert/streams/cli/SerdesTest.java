package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.topology.EventFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SerdesTest {

  @Test
  void theSettingChoosesHowEventsAreRead() {
    assertThat(read("text", "{\"text\": 1}").getText()).isEqualTo("{\"text\": 1}");
    assertThat(read("json", "{\"text\": \"1\"}").getText()).isEqualTo("1");
  }

  @Test
  void avroEventsAreReadWithTheRegistryOfTheSettings() {
    TextEvent event = new TextEvent("a", "b", "c");
    AvroSerializer<TextEvent> serializer = new AvroSerializer<>();
    serializer.configure(Map.of("schema.registry.url", "mock://settings-fixture"), false);
    byte[] bytes = Objects.requireNonNull(serializer.serialize("text-events", event));
    EventFormat format = Serdes.format(Settings.with("leebert.input.format", "avro"));
    assertThat(format.read("text-events", new RecordHeaders(), bytes)).isEqualTo(event);
  }

  @Test
  void anotherSerializerMayTakeThePlaceOfOurs() {
    try (Serializer<Object> serializer =
        Serdes.predictions(
            Settings.with("leebert.avro.serializer", StringSerializer.class.getName()))) {
      assertThat(serializer).isInstanceOf(StringSerializer.class);
    }
  }

  @Test
  void aClassThatIsNoSerializerIsNamedWithItsKey() {
    assertThatThrownBy(
            () -> Serdes.predictions(Settings.with("leebert.avro.serializer", "java.lang.Object")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("leebert.avro.serializer must name a Serializer")
        .hasMessageContaining("java.lang.Object");
  }

  private static TextEvent read(String format, String value) {
    return Serdes.format(Settings.with("leebert.input.format", format))
        .read("t", new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8));
  }
}
