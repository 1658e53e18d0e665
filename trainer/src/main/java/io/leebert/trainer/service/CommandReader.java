package io.leebert.trainer.service;

import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.serde.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads commands, and says of those that are none what is wrong with them. */
final class CommandReader {
  private final Deserializer<ControlCommand> values;

  CommandReader(Deserializer<ControlCommand> values) {
    this.values = values;
  }

  /**
   * Reads a record.
   *
   * @throws RegistryUnavailableException when the registry is away, which says nothing against the
   *     record
   */
  Received read(ConsumerRecord<byte[], byte[]> record) {
    String place = record.topic() + "-" + record.partition() + "@" + record.offset();
    try {
      ControlCommand command = values.deserialize(record.topic(), record.headers(), record.value());
      if (command == null) {
        return bad(record, place, "the record has no value, expected a ControlCommand");
      }
      if (command.getCommandId().isBlank()) {
        return bad(
            record,
            place,
            "commandId is empty: without one nobody could tell a command that"
                + " is delivered twice from two commands");
      }
      int length = command.getCommandId().length();
      if (length > Room.ID) {
        return bad(
            record, place, "commandId has " + length + " characters, expected at most " + Room.ID);
      }
      return new Received(
          command.getCommandId(), command, "", place, record.offset(), record.timestamp());
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      return bad(
          record,
          place,
          "expected a ControlCommand in the Confluent wire format: " + e.getMessage());
    }
  }

  private static Received bad(ConsumerRecord<?, ?> record, String place, String fault) {
    return new Received(place, null, fault, place, record.offset(), record.timestamp());
  }
}
