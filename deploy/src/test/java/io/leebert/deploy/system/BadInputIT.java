package io.leebert.deploy.system;

import static io.leebert.deploy.system.Fates.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is in the input topic, every event becomes a prediction or a dead letter with its cause
 * and its place, and the stream goes on.
 */
@ExtendWith(SharedServices.class)
class BadInputIT {
  /** As much as fits into a record of a topic as brokers make it, with a little room. */
  private static final int MEGABYTE = 1_048_588 - 200;

  private static final byte[] NOT_UTF8 = HexFormat.of().parseHex("616263c328");

  @TempDir Path folder;

  @Test
  void plainText(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Fates fates = new Fates(topics)) {
      topics.serve("text", Map.of("leebert.input.format", "text"));
      fates.send("before", bytes("a b c"));
      fates.send("not UTF-8", NOT_UTF8, new RecordHeader("traceparent", bytes("00-1")));
      fates.send("a surrogate in bytes", HexFormat.of().parseHex("61eda0bd"));
      fates.send("tombstone", null);
      fates.send("empty", new byte[0]);
      fates.send("blank", bytes(" \t\n\u2003"));
      fates.send("control characters", bytes("\u0007\u200b\u0000"));
      fates.send("no key", null, bytes("a b c"));
      fates.send("emoji", bytes("\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"));
      fates.send("right to left", bytes("\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD"));
      fates.send("megabyte", bytes("a b c ".repeat(MEGABYTE / 6)));
      fates.send("megabyte without a blank", bytes("x".repeat(MEGABYTE)));
      byte[] bad = Arrays.copyOf(NOT_UTF8, MEGABYTE);
      fates.send("bad megabyte", bad);
      Header[] many = headers(10_000, 20);
      fates.send("10,000 headers", bytes("a b c"), many);
      byte[] bad9k = Arrays.copyOf(NOT_UTF8, 9_400);
      fates.send("bad with 10,000 headers", bad9k, headers(10_000, 96));
      fates.send("megabyte of key", new byte[MEGABYTE + 90], bytes("a b c"));
      fates.send("depth 0", bytes("a b c"), patience("0"));
      fates.send("depth 4", bytes("a b c"), patience("4"));
      for (String depth :
          new String[] {"", "-1", "4.5", "5", " 4", "99999999999999999999", "vier"}) {
        fates.send("depth '" + depth + "'", bytes("a b c"), patience(depth));
      }
      fates.send("no depth", bytes("a b c"), new RecordHeader("leebert-patience", (byte[]) null));
      fates.send("bytes for depth", bytes("a"), new RecordHeader("leebert-patience", NOT_UTF8));
      fates.send("after", bytes("a b c"));

      fates.await();

      assertThat(fates.prediction("before").getTruncated()).isFalse();
      ConsumerRecord<byte[], byte[]> letter =
          fates.letter("not UTF-8", "expected text in UTF-8", "0xc3");
      assertThat(letter.key()).isEqualTo(bytes("k"));
      assertThat(letter.value()).isEqualTo(NOT_UTF8);
      assertThat(Fates.text(letter, "traceparent")).isEqualTo("00-1");
      assertThat(Fates.text(letter, "__streams.errors.stacktrace")).contains("Utf8Text");
      fates.letter("a surrogate in bytes", "expected text in UTF-8", "0xed");
      assertThat(fates.letter("tombstone", "tombstone").value()).isNull();
      fates.letter("empty", "the text is empty");
      fates.letter("blank", "the text is blank");
      fates.letter("control characters", "nothing that the tokenizer reads");
      assertThat(fates.predicted("no key").key()).isNull();
      assertThat(fates.prediction("emoji").getTokens()).isGreaterThan(2);
      assertThat(fates.prediction("right to left").getTokens()).isGreaterThan(2);
      assertThat(fates.prediction("megabyte").getTruncated()).isTrue();
      assertThat(fates.prediction("megabyte without a blank").getTruncated()).isTrue();
      ConsumerRecord<byte[], byte[]> cut = fates.letter("bad megabyte", "expected text in UTF-8");
      assertThat(Fates.text(cut, "leebert.dlq.value.bytes")).isEqualTo("" + MEGABYTE);
      assertThat(cut.value().length).isBetween(MEGABYTE - 1000, MEGABYTE - 1);
      assertThat(fates.predicted("10,000 headers").headers().toArray()).isEqualTo(many);
      ConsumerRecord<byte[], byte[]> bare = fates.letter("bad with 10,000 headers", "in UTF-8");
      assertThat(bare.value()).isEqualTo(bad9k);
      assertThat(Fates.text(bare, "leebert.dlq.headers")).isEqualTo("10000");
      ConsumerRecord<byte[], byte[]> keyless =
          fates.letter("megabyte of key", "its prediction", topics.predictions + " takes 1048588");
      assertThat(keyless.key()).isNull();
      assertThat(keyless.value()).isEqualTo(bytes("a b c"));
      assertThat(Fates.text(keyless, "leebert.dlq.key.bytes")).isEqualTo("" + (MEGABYTE + 90));
      assertThat(fates.prediction("depth 0").getExitLayer()).isEqualTo(1);
      assertThat(fates.prediction("depth 4").getExitLayer()).isEqualTo(4);
      for (String depth :
          new String[] {"", "-1", "4.5", "5", " 4", "99999999999999999999", "vier"}) {
        fates.letter(
            "depth '" + depth + "'", "must be a number from 0 to 4, found '" + depth + "'");
      }
      fates.letter("no depth", "must be a number from 0 to 4, found ''");
      fates.letter("bytes for depth", "must be a number from 0 to 4");
      fates.prediction("after");
    }
  }

  @Test
  void json(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Fates fates = new Fates(topics)) {
      fates.send("array", bytes("[{\"text\": \"a\"}]"));
      fates.send("number", bytes("5"));
      fates.send("no text", bytes("{\"txt\": \"a\"}"));
      fates.send("text is no string", bytes("{\"text\": [\"a\"]}"));
      fates.send("something behind", bytes("{\"text\": \"a\"} {\"text\": \"b\"}"));
      fates.send("text twice", bytes("{\"text\": \"a\", \"text\": \"b\"}"));
      fates.send("nested", bytes("{\"text\": \"a\", \"x\": " + "[".repeat(500_000)));
      fates.send("cut short", bytes("{\"text\": \"a"));
      fates.send("empty", new byte[0]);
      fates.send("tombstone", null);
      fates.send("UTF-16", "{\"text\": \"a\"}".getBytes(StandardCharsets.UTF_16BE));
      fates.send("Latin-1", "{\"text\": \"gr\u00fcn\"}".getBytes(StandardCharsets.ISO_8859_1));
      fates.send("half an emoji", bytes("{\"text\": \"a b \\ud83d\", \"id\": \"half\"}"));
      fates.send("half an emoji as id", bytes("{\"text\": \"a b\", \"id\": \"\\ud83d\"}"));
      fates.send("second text", bytes("{\"text\": \"a\", \"secondText\": \"b\"}"));
      String[] traces =
          IntStream.range(0, 300)
              .mapToObj("00-0af7651916cd43dd8448eb211c80319c-%016x-01"::formatted)
              .toArray(String[]::new);
      for (String trace : traces) {
        fates.send(
            trace,
            bytes("key " + trace.hashCode() % 7),
            bytes("{\"text\": \"a b c\", \"id\": \"" + trace + "\"}"),
            new RecordHeader("traceparent", bytes(trace)),
            new RecordHeader("tracestate", bytes("x=" + trace)));
      }
      // Only now: what waits is read in batches.
      topics.serve("json", Map.of("leebert.input.format", "json"));

      fates.await();

      fates.letter("array", "expected a JSON object", "found array");
      fates.letter("number", "expected a JSON object", "found number");
      fates.letter("no text", "no field \"text\"");
      fates.letter("text is no string", "field \"text\" must be a string, found array");
      fates.letter("something behind", "expected JSON");
      fates.letter("text twice", "Duplicate field 'text'");
      fates.letter("nested", "nesting depth");
      fates.letter("cut short", "expected JSON");
      fates.letter("empty", "found nothing");
      fates.letter("tombstone", "tombstone");
      fates.letter("UTF-16", "expected");
      fates.letter("Latin-1", "expected the JSON in UTF-8", "byte 12 is 0xfc");
      assertThat(fates.prediction("half an emoji").getId()).isEqualTo("half");
      fates.letter("half an emoji as id", "the id holds half a character");
      fates.letter("second text", "trained on single texts");
      for (String trace : traces) {
        ConsumerRecord<byte[], byte[]> predicted = fates.predicted(trace);
        assertThat(fates.prediction(trace).getId()).isEqualTo(trace);
        assertThat(Fates.text(predicted, "traceparent")).isEqualTo(trace);
        assertThat(Fates.text(predicted, "tracestate")).isEqualTo("x=" + trace);
        assertThat(predicted.headers().toArray()).hasSize(2);
      }
      assertThat(traces).anyMatch(t -> fates.prediction(t).getTimings().getBatchRows() > 1);
    }
  }

  @Test
  void avroOfAUsersOwnSchema(ClientSettings clients) throws Exception {
    Schema mail =
        SchemaBuilder.record("shop.Mail")
            .fields()
            .requiredString("body")
            .requiredLong("number")
            .endRecord();
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Fates fates = new Fates(topics);
        AvroSerializer<GenericRecord> mails = new AvroSerializer<>();
        AvroSerializer<TextEvent> others = new AvroSerializer<>()) {
      mails.configure(Map.of("schema.registry.url", clients.schemaRegistryUrl()), false);
      others.configure(Map.of("schema.registry.url", clients.schemaRegistryUrl()), false);
      topics.serve(
          "avro",
          Map.of(
              "leebert.input.text.field", "body",
              "leebert.input.id.field", "number"));
      GenericRecord record = new GenericData.Record(mail);
      record.put("number", 7L);
      record.put("body", "a b c");
      byte[] good = mails.serialize(topics.events, record);
      record.put("body", new Utf8(NOT_UTF8));
      fates.send("good", good);
      fates.send("truncated", Arrays.copyOf(good, good.length - 2));
      fates.send("something behind", Arrays.copyOf(good, good.length + 1));
      fates.send("unknown schema", ByteBuffer.wrap(good.clone()).putInt(1, 999_999).array());
      fates.send("foreign", bytes("not Avro at all"));
      fates.send("only the magic byte", new byte[] {0});
      fates.send("empty", new byte[0]);
      fates.send("tombstone", null);
      fates.send("not UTF-8", mails.serialize(topics.events, record));
      // Under a subject of its own: as the next version of a mail the registry would refuse it.
      fates.send("another schema", others.serialize("others", new TextEvent("a", null, "x")));
      fates.send("good again", good);

      fates.await();

      assertThat(fates.prediction("good").getId()).isEqualTo("7");
      assertThat(fates.letter("truncated", "cut short", "shop.Mail").value())
          .isEqualTo(Arrays.copyOf(good, good.length - 2));
      fates.letter("something behind", "1 of", "left over", "shop.Mail");
      fates.letter("unknown schema", "schema id 999999", "unknown");
      fates.letter("foreign", "not in the Confluent wire format");
      fates.letter("only the magic byte", "cut short");
      fates.letter("empty", "is empty");
      fates.letter("tombstone", "tombstone");
      fates.letter("not UTF-8", "expected field \"body\" in UTF-8");
      fates.letter("another schema", "TextEvent has no field \"body\"", "leebert.input.text.field");
      fates.prediction("good again");
    }
  }

  private static Header patience(String depth) {
    return new RecordHeader("leebert-patience", bytes(depth));
  }

  private static Header[] headers(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RecordHeader("h" + i, new byte[bytes]))
        .toArray(Header[]::new);
  }
}
