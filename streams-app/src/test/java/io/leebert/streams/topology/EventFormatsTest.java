package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          [1]                   | found array
          5                     | found number
          null                  | found null
          {"text":"a","text":"b"} | Duplicate field 'text'
          {"text":"a","x":{"y":1,"y":2}} | Duplicate field 'y'
          {"txt": "a"}          | no field "text"
          {"text": null}        | no field "text"
          {"text": 5}           | field "text" must be a string, found number
          {"text":"a","id":{}}  | field "id" must be a string or a whole number, found object
          {"text":"a","id":1.5} | field "id" must be a string or a whole number, found number
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

  @ParameterizedTest
  @ValueSource(strings = {"61c328", "61eda0bd", "61f8888080", "61e9"})
  void bytesThatAreNotUtf8AreRefusedAndNotReplaced(String hex) {
    byte[] wrong = HexFormat.of().parseHex(hex);
    byte[] json = bytes("{\"text\": \"\"}");
    byte[] within = ByteBuffer.allocate(64).put(json, 0, 10).put(wrong).put(json, 10, 2).array();
    assertThatThrownBy(() -> EventFormats.text().read("t", new RecordHeaders(), wrong))
        .hasMessageStartingWith("expected text in UTF-8, found other bytes: the first at byte 1");
    assertThatThrownBy(() -> EventFormats.json().read("t", new RecordHeaders(), within))
        .hasMessageStartingWith("expected the JSON in UTF-8, found other bytes: the first at byte");
  }

  @Test
  void jsonMayBeginWithAByteOrderMark() {
    assertThat(read(EventFormats.json(), "\uFEFF{\"text\": \"a\"}").getText()).isEqualTo("a");
  }

  @Test
  void jsonThatIsNestedWithoutEndIsRefused() {
    assertThatThrownBy(() -> read(EventFormats.json(), "[".repeat(1_000_000)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void fieldsMayHaveOtherNamesAndLieWithinOthers() {
    EventFormat format = EventFormats.json(EventFields.of("mail.body", "mail.answer", "number"));
    String json = "{\"mail\": {\"body\": \"a\", \"answer\": \"b\"}, \"number\": 7, \"text\": 1}";
    assertThat(read(format, json)).isEqualTo(new TextEvent("a", "b", "7"));
    assertThatThrownBy(() -> read(format, "{\"mail\": \"a\"}"))
        .hasMessage("the JSON object has no field \"mail.body\"");
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
        .hasMessage("expected an Avro record, found java.lang.String");
  }

  private static TextEvent read(EventFormat format, String value) {
    return format.read("t", new RecordHeaders(), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
