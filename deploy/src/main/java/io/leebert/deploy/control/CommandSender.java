package io.leebert.deploy.control;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes commands to the control topic, under their ids. */
public final class CommandSender {
  private final ClientSettings settings;
  private final String topic;

  /** A sender to a topic. */
  public CommandSender(ClientSettings settings, String topic) {
    this.settings = settings;
    this.topic = topic;
  }

  /**
   * Sends a command and waits until the broker has it.
   *
   * @throws KafkaException when broker or registry do not answer or refuse
   */
  public void send(ControlCommand command) {
    Map<String, Object> client =
        settings.client(
            Map.of(
                "acks", "all",
                "max.block.ms", 15_000,
                "delivery.timeout.ms", 30_000,
                "request.timeout.ms", 15_000));
    AvroSerializer<ControlCommand> values = new AvroSerializer<>();
    values.configure(client, false);
    client.keySet().remove("schema.registry.url");
    try (KafkaProducer<String, ControlCommand> producer =
        new KafkaProducer<>(client, new StringSerializer(), values)) {
      producer.send(new ProducerRecord<>(topic, command.getCommandId(), command)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing to topic " + topic, e);
    }
  }
}
