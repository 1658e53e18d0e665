package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Events with bytes changed, lost and added at random: read or refused, never anything else. */
class DamagedEventsTest {
  private static final int ROUNDS = 20_000;
  private static final String TEXT = "gr\u00fcn \uD83D\uDE00 where is my parcel";

  private final Random random = new Random(7);

  @Test
  void text() {
    damage(EventFormats.text(), TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void json() {
    String json =
        "{\"text\": \"" + TEXT + "\", \"id\": 12, \"more\": [{\"a\": 1.5e3}, \"\\u00fc\", null]}";
    damage(EventFormats.json(), json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void avro() {
    Map<String, String> settings =
        Map.of("schema.registry.url", "mock://damaged", "specific.avro.reader", "false");
    AvroSerializer<TextEvent> serializer = new AvroSerializer<>();
    serializer.configure(settings, false);
    AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>();
    deserializer.configure(settings, false);
    TextEvent event = new TextEvent(TEXT, "b", "7");
    damage(
        EventFormats.avro(deserializer), Objects.requireNonNull(serializer.serialize("t", event)));
  }

  private void damage(EventFormat format, byte[] sound) {
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = damaged(sound);
      try {
        assertThat(format.read("t", new RecordHeaders(), damaged).getText()).isNotNull();
        read++;
      } catch (UnreadableEventException | SerializationException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).as("events that were still readable").isBetween(1, ROUNDS - 1);
  }

  private byte[] damaged(byte[] sound) {
    byte[] bytes = Arrays.copyOf(sound, sound.length + (random.nextInt(4) == 0 ? 3 : 0));
    for (int n = random.nextInt(4); n >= 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
