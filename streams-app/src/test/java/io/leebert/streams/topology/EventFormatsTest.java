package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormatsTest {
  private static final Map<String, ?> REGISTRY = Map.of("schema.registry.url", "mock://formats");

  @Test
  void jsonMayCarryMoreThanWeRead() {
    TextEvent event =
        read(
            EventFormats.json(),
            "{\"text\": \"a\", \"secondText\": \"b\", \"id\": \"7\", \"more\": [1]}");
    assertThat(event).isEqualTo(new TextEvent("a", "b", "7"));
  }

  @Test
  void aNumberIsAnIdToo() {
    assertThat(read(EventFormats.json(), "{\"text\": \"a\", \"id\": 12}").getId()).isEqualTo("12");
  }

  @Test
  void whatJsonLeavesOutOrNullsIsNull() {
    TextEvent event = read(EventFormats.json(), "{\"text\": \"\", \"id\": null}");
    assertThat(event).isEqualTo(new TextEvent("", null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text": "a"          | expected JSON
          {"text": "a"} x       | expected JSON
          ''                    | found nothing
          [1]                   | found ARRAY
          {"txt": "a"}          | no field "text"
          {"text": null}        | no field "text"
          {"text": 5}           | field "text" must be a string, found NUMBER
          {"text":"a","id":{}}  | field "id" must be a string, found OBJECT
          """)
  void jsonThatIsNoEventIsRefusedWithWhatWasFound(String json, String message) {
    assertThatThrownBy(() -> read(EventFormats.json(), json))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining(message);
  }

  @Test
  void plainTextIsTakenWhole() {
    assertThat(read(EventFormats.text(), " grün \n"))
        .isEqualTo(new TextEvent(" grün \n", null, null));
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAndNotReplaced() {
    assertThatThrownBy(
            () ->
                EventFormats.text()
                    .read("t", new RecordHeaders(), new byte[] {'a', (byte) 0xC3, '('}))
        .hasMessage("expected text in UTF-8, found other bytes");
  }

  @Test
  void avroIsReadByTheDeserializerGiven() {
    TextEvent event = new TextEvent("a", null, "x");
    AvroSerializer<TextEvent> serializer = new AvroSerializer<>();
    serializer.configure(REGISTRY, false);
    Deserializer<TextEvent> deserializer = new AvroDeserializer<>(TextEvent.class);
    deserializer.configure(REGISTRY, false);
    byte[] bytes = Objects.requireNonNull(serializer.serialize("t", event));
    assertThat(EventFormats.avro(deserializer).read("t", new RecordHeaders(), bytes))
        .isEqualTo(event);
  }

  @Test
  void aDeserializerOfSomethingElseIsNamed() {
    assertThatThrownBy(() -> read(EventFormats.avro(new StringDeserializer()), "a"))
        .hasMessage("expected a TextEvent, found java.lang.String");
  }

  private static TextEvent read(EventFormat format, String value) {
    return format.read("t", new RecordHeaders(), value.getBytes(StandardCharsets.UTF_8));
  }
}
