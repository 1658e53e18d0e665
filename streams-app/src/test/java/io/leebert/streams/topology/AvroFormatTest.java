package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of users' own schemas, written and read over a registry. */
class AvroFormatTest {
  private static final Schema BODY =
      SchemaBuilder.record("shop.Body").fields().requiredString("plain").endRecord();
  private static final Schema MAIL =
      SchemaBuilder.record("shop.Mail")
          .fields()
          .optionalString("subject")
          .name("body")
          .type(Schema.createUnion(Schema.create(Schema.Type.NULL), BODY))
          .noDefault()
          .requiredLong("number")
          .requiredDouble("score")
          .endRecord();

  private final Map<String, String> settings =
      Map.of("schema.registry.url", "mock://own-schemas", "specific.avro.reader", "false");
  private final AvroSerializer<GenericRecord> serializer = new AvroSerializer<>();
  private final AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>();

  AvroFormatTest() {
    serializer.configure(settings, false);
    deserializer.configure(settings, false);
  }

  @Test
  void aRecordOfAnySchemaIsAnEventWhenItsFieldsAreNamed() {
    assertThat(read(EventFields.of("body.plain", "subject", "number"), mail("it broke", "help")))
        .isEqualTo(new TextEvent("it broke", "help", "42"));
  }

  @Test
  void fieldsThatMayBeMissingMayBeMissing() {
    assertThat(read(EventFields.of("body.plain", "secondText", "id"), mail("it broke", null)))
        .isEqualTo(new TextEvent("it broke", null, null));
  }

  @Test
  void aSchemaWithoutTheTextIsNamedWithWhatItHasAndTheSettingThatChooses() {
    assertThatThrownBy(() -> read(EventFields.USUAL, mail("it broke", null)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage(
            "schema shop.Mail has no field \"text\"; it has subject, body, number, score"
                + " (leebert.input.text.field names the one with the text)");
  }

  @Test
  void fieldsOfTheWrongKindAreNamedWithWhatTheyAre() {
    GenericRecord mail = mail("it broke", null);
    assertThatThrownBy(() -> read(EventFields.of("score", "x", "y"), mail))
        .hasMessage("field \"score\" must be a string, found double");
    assertThatThrownBy(() -> read(EventFields.of("body", "x", "y"), mail))
        .hasMessage("field \"body\" must be a string, found a record of schema shop.Body");
    assertThatThrownBy(() -> read(EventFields.of("number.x", "x", "y"), mail))
        .hasMessage("field \"number.x\" leads through what is no record, but long");
    assertThatThrownBy(() -> read(EventFields.of("body.plain", "x", "score"), mail))
        .hasMessage("field \"score\" must be a string, found double");
    assertThatThrownBy(() -> read(EventFields.of("subject", "x", "y"), mail))
        .hasMessage("field \"subject\" is null, expected a text");
  }

  @Test
  void aStringThatIsNotUtf8IsRefusedAndNotReplaced() {
    GenericRecord mail = mail("", null);
    mail.put("subject", new Utf8(new byte[] {'o', 'k', (byte) 0xE9}));
    assertThatThrownBy(() -> read(EventFields.of("subject", "x", "y"), mail))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage(
            "expected field \"subject\" in UTF-8, found other bytes: the first at byte 2 is 0xe9");
  }

  @Test
  void stringsOfEveryLengthAndScriptAreReadAsTheyWere() {
    for (String text :
        new String[] {"", "a", "\u0645\u0631\u062D\u0628\u0627", "\uD83D\uDE00".repeat(50)}) {
      assertThat(read(EventFields.of("body.plain", "x", "y"), mail(text, null)).getText())
          .isEqualTo(text);
    }
  }

  private static GenericRecord mail(String text, @Nullable String subject) {
    GenericRecord body = new GenericData.Record(BODY);
    body.put("plain", text);
    GenericRecord mail = new GenericData.Record(MAIL);
    mail.put("subject", subject);
    mail.put("body", body);
    mail.put("number", 42L);
    mail.put("score", 0.5);
    return mail;
  }

  private TextEvent read(EventFields fields, GenericRecord record) {
    byte[] bytes = Objects.requireNonNull(serializer.serialize("mails", record));
    return EventFormats.avro(deserializer, fields).read("mails", new RecordHeaders(), bytes);
  }
}
