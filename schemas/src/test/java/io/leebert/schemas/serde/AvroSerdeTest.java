package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.Timings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AvroSerdeTest {

  private static final String TOPIC = "text-events";
  private static final TextEvent EVENT = new TextEvent("hi", null, "7");

  /** TextEvent("hi", null, "7") written with schema id 1. */
  private static final String GOLDEN = "0000000001" + "046869" + "00" + "020237";

  private final String scope;

  AvroSerdeTest(TestInfo test) {
    scope = test.getDisplayName() + UUID.randomUUID();
  }

  private Map<String, Object> settings(String... pairs) {
    Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", "mock://" + scope));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type, String... pairs) {
    AvroSerde<T> serde = AvroSerde.of(type);
    serde.configure(settings(pairs), false);
    return serde;
  }

  private byte[] written(TextEvent event) {
    return serde(TextEvent.class).serializer().serialize(TOPIC, event);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void eventsAreWrittenAsTheseBytes() {
    assertThat(written(EVENT)).isEqualTo(hex(GOLDEN));
  }

  @Test
  void theseBytesAreReadAsThisEvent() {
    written(EVENT);
    assertThat(serde(TextEvent.class).deserializer().deserialize(TOPIC, hex(GOLDEN)))
        .isEqualTo(EVENT);
  }

  @Test
  void aPredictionComesBackAsItWas() {
    Prediction prediction =
        Prediction.newBuilder()
            .setLabel("refund")
            .setConfidence(0.75f)
            .setProbabilities(Map.of("refund", 0.75f, "other", 0.25f))
            .setExitLayer(3)
            .setLayers(12)
            .setPatience(2)
            .setModel("shop")
            .setModelVersion("1")
            .setTimings(new Timings(1L, 2L, 3L, 4, 5L, 6L))
            .setSource(
                new SourceCoordinates(TOPIC, 1, 42L, Instant.parse("2026-01-01T00:00:00.123Z")))
            .build();
    AvroSerde<Prediction> serde = serde(Prediction.class);
    byte[] bytes = serde.serializer().serialize("predictions", prediction);
    assertThat(serde.deserializer().deserialize("predictions", bytes)).isEqualTo(prediction);
  }

  @Test
  void nullStaysNull() {
    AvroSerde<TextEvent> serde = serde(TextEvent.class);
    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void keysAndValuesHaveSubjectsOfTheirOwn() {
    AvroSerializer<TextEvent> keys = new AvroSerializer<>();
    keys.configure(settings(), true);
    keys.serialize(TOPIC, EVENT);
    MockRegistry registry = MockRegistry.scope(scope);
    assertThat(registry.latest("text-events-key").schema()).isEqualTo(TextEvent.getClassSchema());
    assertThatThrownBy(() -> registry.latest("text-events-value")).hasMessageContaining("unknown");
  }

  @Test
  void theTypeIsFoundByTheWritersSchemaOrBySetting() {
    byte[] bytes = written(EVENT);
    AvroDeserializer<TextEvent> byName = new AvroDeserializer<>();
    byName.configure(settings(), false);
    assertThat(byName.deserialize(TOPIC, bytes)).isEqualTo(EVENT);
    String text =
        "{\"type\":\"record\",\"name\":\"shop.TextEvent\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}";
    int id = MockRegistry.scope(scope).register("shop-value", new Schema.Parser().parse(text));
    AvroDeserializer<TextEvent> bySetting = new AvroDeserializer<>();
    bySetting.configure(settings("specific.avro.reader.class", TextEvent.class.getName()), false);
    assertThat(bySetting.deserialize(TOPIC, hex("00%08x046869".formatted(id))))
        .isEqualTo(new TextEvent("hi", null, null));
  }

  @Test
  void aTypeThatIsNoneIsRefusedAtOnce() {
    AvroDeserializer<TextEvent> deserializer = new AvroDeserializer<>();
    assertThatThrownBy(
            () ->
                deserializer.configure(
                    settings("specific.avro.reader.class", "no.such.Type"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no.such.Type");
    assertThatThrownBy(
            () ->
                deserializer.configure(
                    settings("specific.avro.reader.class", "java.lang.String"), false))
        .hasMessageContaining("not a class generated from an Avro schema");
  }

  @Test
  void aSchemaWithoutGeneratedClassNeedsASetting() {
    Schema foreign =
        new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"x.Y\",\"fields\":[]}");
    int id = MockRegistry.scope(scope).register("t-value", foreign);
    AvroDeserializer<TextEvent> deserializer = new AvroDeserializer<>();
    deserializer.configure(settings(), false);
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, WireFormat.prefix(id)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("x.Y")
        .hasMessageContaining("specific.avro.reader.class");
  }

  @Test
  void recordsOfAnySchemaAreReadGenericallyWhenAskedForWithTheirStringsAsTheBytesThatCame() {
    Schema mail =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"shop.Mail\",\"fields\":[{\"name\":\"body\",\"type\":"
                    + "{\"type\":\"string\",\"avro.java.string\":\"String\"}},"
                    + "{\"name\":\"stars\",\"type\":\"int\"}]}");
    GenericRecord record = new GenericData.Record(mail);
    record.put("body", new Utf8(new byte[] {'a', (byte) 0xff}));
    record.put("stars", 4);
    AvroSerializer<GenericRecord> serializer = new AvroSerializer<>();
    serializer.configure(settings(), false);
    AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>();
    deserializer.configure(settings("specific.avro.reader", "false"), false);

    GenericRecord read =
        Objects.requireNonNull(
            deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, record)));

    assertThat(read.getSchema()).isEqualTo(mail);
    assertThat(read.get("stars")).isEqualTo(4);
    assertThat(((Utf8) read.get("body")).getBytes()).containsExactly('a', 0xff);
  }

  @Test
  void idsInHeadersAndGuidsAreRead() {
    byte[] bytes = written(EVENT);
    byte[] bare = Arrays.copyOfRange(bytes, 5, bytes.length);
    UUID guid = MockRegistry.guid(TextEvent.getClassSchema());
    byte[] guidBytes =
        ByteBuffer.allocate(17)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .array();
    AvroDeserializer<TextEvent> reader = new AvroDeserializer<>(TextEvent.class);
    reader.configure(settings(), false);

    assertThat(
            reader.deserialize(
                TOPIC, new RecordHeaders().add("__value_schema_id", guidBytes), bare))
        .isEqualTo(EVENT);
    assertThat(
            reader.deserialize(
                TOPIC, new RecordHeaders().add("__value_schema_id", hex("0000000001")), bare))
        .isEqualTo(EVENT);
    byte[] prefixed = ByteBuffer.allocate(17 + bare.length).put(guidBytes).put(bare).array();
    assertThat(reader.deserialize(TOPIC, prefixed)).isEqualTo(EVENT);
  }

  @Test
  void anEventOfAnOlderSchemaGetsDefaultsAndOfANewerLosesWhatIsUnknown() {
    MockRegistry registry = MockRegistry.scope(scope);
    String name =
        "{\"type\":\"record\",\"name\":\"io.leebert.schemas.event.TextEvent\",\"fields\":[";
    int old =
        registry.register(
            TOPIC + "-value",
            new Schema.Parser().parse(name + "{\"name\":\"text\",\"type\":\"string\"}]}"));
    int newer =
        registry.register(
            "other-value",
            new Schema.Parser()
                .parse(
                    name
                        + "{\"name\":\"language\",\"type\":\"string\"},{\"name\":\"text\",\"type\":\"string\"}]}"));
    var reader = serde(TextEvent.class).deserializer();
    TextEvent expected = new TextEvent("hi", null, null);
    assertThat(reader.deserialize(TOPIC, hex("00%08x046869".formatted(old)))).isEqualTo(expected);
    assertThat(reader.deserialize(TOPIC, hex("00%08x04656e046869".formatted(newer))))
        .isEqualTo(expected);
  }

  @Test
  void anEnumSymbolOfALaterReleaseIsReadAsUnknown() {
    String later =
        ControlCommand.getClassSchema().toString().replace("\"CANCEL\"", "\"CANCEL\",\"EXPLAIN\"");
    Schema schema = new Schema.Parser().parse(later);
    int id = MockRegistry.scope(scope).register("control-value", schema);
    ControlCommand read =
        serde(ControlCommand.class)
            .deserializer()
            .deserialize("control", hex("00%08x0261".formatted(id) + "0c" + "00".repeat(11)));
    assertThat(read.getType()).isEqualTo(CommandType.UNKNOWN);
  }

  private void assertUnreadable(byte[] bytes, String... parts) {
    assertThatThrownBy(() -> serde(TextEvent.class).deserializer().deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith(
            "Cannot read the value (" + bytes.length + " bytes) of a record of topic text-events: ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void anUnknownIdIsNamed() {
    assertUnreadable(hex("0000000063" + "00"), "schema id 99 is unknown to mock://");
  }

  @Test
  void foreignBytesAreNamed() {
    assertUnreadable(
        "{\"text\": \"hi\"}".getBytes(StandardCharsets.UTF_8),
        "not in the Confluent wire format",
        "0x7b");
    assertUnreadable(new byte[0], "the data is empty");
  }

  @Test
  void aRecordCutShortAnywhereIsToldSo() {
    byte[] whole = written(EVENT);
    for (int length = 1; length < whole.length; length++) {
      assertUnreadable(Arrays.copyOf(whole, length), "cut short");
    }
  }

  @Test
  void bytesLeftOverAreToldSo() {
    byte[] whole = written(EVENT);
    assertUnreadable(
        Arrays.copyOf(whole, whole.length + 3), "3 of 10 bytes are left over", "TextEvent (id 1)");
  }

  @Test
  void aLengthThatLiesDoesNotExhaustTheMemory() {
    written(EVENT);
    assertUnreadable(
        hex("0000000001" + "feffffff0f" + "6869"), "io.leebert.schemas.event.TextEvent");
    assertUnreadable(hex("0000000001" + "01" + "6869"), "io.leebert.schemas.event.TextEvent");
  }

  @Test
  void aNestingWithoutEndDoesNotExhaustTheStack() {
    Schema chain =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"x.Chain\",\"fields\":[{\"name\":\"next\",\"type\":"
                    + "[\"null\",\"x.Chain\"]}]}");
    int id = MockRegistry.scope(scope).register("chain-value", chain);
    byte[] bytes = new byte[WireFormat.ID_PREFIX + 1_000_000];
    Arrays.fill(bytes, (byte) 2);
    System.arraycopy(WireFormat.prefix(id), 0, bytes, 0, WireFormat.ID_PREFIX);
    AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>();
    deserializer.configure(settings("specific.avro.reader", "false"), false);
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("nested too deeply for schema x.Chain");
  }

  @Test
  void aSchemaThatCannotBecomeOursIsNamed() {
    Schema number =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"io.leebert.schemas.event.TextEvent\",\"fields\":[{\"name\":\"text\",\"type\":\"int\"}]}");
    int id = MockRegistry.scope(scope).register("n-value", number);
    assertUnreadable(
        hex("00%08x02".formatted(id)), "cannot be read with schema", "expecting string");
  }

  @Test
  void anIncompatibleSchemaIsNotRegistered() {
    MockRegistry.scope(scope)
        .register(
            TOPIC + "-value",
            new Schema.Parser()
                .parse(
                    "{\"type\":\"record\",\"name\":\"io.leebert.schemas.event.TextEvent\",\"fields\":[]}"));
    assertThatThrownBy(() -> written(EVENT))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith(
            "Cannot write a TextEvent as the value of a record of topic text-events: ")
        .hasMessageContaining("not BACKWARD compatible");
  }

  @Test
  void withoutAutoRegistrationASchemaMustBeThere() {
    var serializer = serde(TextEvent.class, "auto.register.schemas", "false").serializer();
    assertThatThrownBy(() -> serializer.serialize(TOPIC, EVENT))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("text-events-value");
    MockRegistry.scope(scope).register("text-events-value", TextEvent.getClassSchema());
    assertThat(serializer.serialize(TOPIC, EVENT)).isEqualTo(hex(GOLDEN));
  }

  @Test
  void theLatestVersionIsWrittenWhenAskedFor() {
    String latest =
        "{\"type\":\"record\",\"name\":\"io.leebert.schemas.event.TextEvent\",\"fields\":["
            + "{\"name\":\"id\",\"type\":[\"null\",\"string\"],\"default\":null},"
            + "{\"name\":\"text\",\"type\":\"string\"}]}";
    MockRegistry.scope(scope).register("text-events-value", new Schema.Parser().parse(latest));
    var serializer =
        serde(TextEvent.class, "auto.register.schemas", "false", "use.latest.version", "true")
            .serializer();
    assertThat(serializer.serialize(TOPIC, EVENT))
        .isEqualTo(hex("0000000001" + "020237" + "046869"));
  }

  @Test
  void aRegistryThatIsDownIsToldApartFromABadRecord() {
    AvroDeserializer<TextEvent> reader = new AvroDeserializer<>(TextEvent.class);
    reader.configure(
        Map.of("schema.registry.url", "http://ann:secret@127.0.0.1:1", "max.retries", 0), false);
    assertThatThrownBy(() -> reader.deserialize(TOPIC, hex(GOLDEN)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("topic text-events", "http://127.0.0.1:1", "cannot be reached")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    AvroSerializer<TextEvent> writer = new AvroSerializer<>();
    writer.configure(Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0), false);
    assertThatThrownBy(() -> writer.serialize(TOPIC, EVENT))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("topic text-events");
  }

  @Test
  void aRecordThatLacksARequiredFieldIsNamed() {
    assertThatThrownBy(() -> written(new TextEvent()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Cannot write a TextEvent")
        .hasMessageContaining("text");
  }

  @Test
  void useBeforeConfigurationIsAProgrammingError() {
    assertThatThrownBy(() -> new AvroSerializer<TextEvent>().serialize(TOPIC, EVENT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> new AvroDeserializer<>(TextEvent.class).deserialize(TOPIC, hex(GOLDEN)))
        .isInstanceOf(IllegalStateException.class);
  }
}
