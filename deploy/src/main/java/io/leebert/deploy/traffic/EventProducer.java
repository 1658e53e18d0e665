package io.leebert.deploy.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the input topic, idempotently and in order. The first error of the broker stops
 * it: a later call throws it.
 */
public final class EventProducer implements AutoCloseable {
  /** The header by which an event asks for its own depth. */
  public static final String PATIENCE_HEADER = "leebert-patience";

  private static final JsonMapper JSON = new JsonMapper();

  private final String topic;
  private final EventEncoding encoding;
  private final AvroSerializer<TextEvent> avro = new AvroSerializer<>();
  private final AvroSerializer<LabelledText> labelled = new AvroSerializer<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Connects lazily: a broker or registry that is not there shows at the first event. */
  public EventProducer(ClientSettings settings, String topic, EventEncoding encoding) {
    this.topic = topic;
    this.encoding = encoding;
    Map<String, Object> client =
        settings.client(
            Map.of(
                "acks", "all",
                "enable.idempotence", true,
                "linger.ms", 5,
                "max.block.ms", 15_000,
                "delivery.timeout.ms", 30_000,
                "request.timeout.ms", 15_000));
    client.keySet().remove("schema.registry.url");
    avro.configure(settings.client(Map.of()), false);
    labelled.configure(settings.client(Map.of()), false);
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Hands an event to the producer. One with a label is written as {@code LabelledText}, whatever
   * the encoding.
   *
   * @throws KafkaException when this or an earlier event could not be written
   */
  public void send(OutgoingEvent event) {
    check();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, bytes(event.key()), encode(event));
    Integer patience = event.patience();
    if (patience != null) {
      record
          .headers()
          .add(PATIENCE_HEADER, patience.toString().getBytes(StandardCharsets.US_ASCII));
    }
    var unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  private byte @Nullable [] encode(OutgoingEvent event) {
    String label = event.label();
    if (label != null) {
      return labelled.serialize(
          topic, new LabelledText(event.text(), label, event.secondText(), event.id(), null));
    }
    return switch (encoding) {
      case AVRO ->
          avro.serialize(topic, new TextEvent(event.text(), event.secondText(), event.id()));
      case JSON -> json(event);
      case TEXT -> event.text().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] json(OutgoingEvent event) {
    ObjectNode node = JSON.createObjectNode().put("text", event.text());
    if (event.secondText() != null) {
      node.put("secondText", event.secondText());
    }
    if (event.id() != null) {
      node.put("id", event.id());
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings is always JSON", e);
    }
  }

  /**
   * Waits until all events are written.
   *
   * @throws KafkaException when one could not be
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception first = failure.get();
    if (first != null) {
      throw new KafkaException("cannot write to topic " + topic + ": " + first.getMessage(), first);
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits for events on their way; a thread that is interrupted leaves at once instead. */
  @Override
  public void close() {
    if (Thread.interrupted()) {
      producer.close(Duration.ZERO);
      Thread.currentThread().interrupt();
    } else {
      producer.close();
    }
    avro.close();
    labelled.close();
  }
}
