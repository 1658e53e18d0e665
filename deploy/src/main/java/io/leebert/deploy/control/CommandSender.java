package io.leebert.deploy.control;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

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
   * Sends a command and waits until the broker has it. The topic must be there: a broker that makes
   * topics by itself would take in a command that nobody reads.
   *
   * @throws KafkaException when broker or registry do not answer or refuse, or there is no such
   *     topic, or it has not exactly one partition
   */
  public void send(ControlCommand command) {
    requireTopic();
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

  private void requireTopic() {
    try (Admin admin =
        Admin.create(
            settings.client(
                Map.of("default.api.timeout.ms", 15_000, "request.timeout.ms", 15_000)))) {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      int partitions = Objects.requireNonNull(found.get(topic)).partitions().size();
      if (partitions != 1) {
        throw new KafkaException(
            "topic "
                + topic
                + " has "
                + partitions
                + " partitions, expected 1: commands are carried out in one order");
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while looking at topic " + topic, e);
    }
  }

  private KafkaException failure(@Nullable Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new KafkaException("there is no topic " + topic + ": create it with 1 partition");
    }
    // The admin client does not say which topic it was.
    return new KafkaException(
        "cannot look at topic " + topic,
        cause instanceof TopicAuthorizationException
            ? new TopicAuthorizationException(Set.of(topic))
            : cause);
  }
}
