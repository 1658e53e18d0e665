package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.schemas.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandReaderTest {
  private final Map<String, String> settings =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final AvroDeserializer<ControlCommand> values =
      new AvroDeserializer<>(ControlCommand.class);

  CommandReaderTest() {
    values.configure(settings, false);
  }

  private Received read(byte @Nullable [] value) {
    return new CommandReader(values).read(new ConsumerRecord<>("control", 0, 17, null, value));
  }

  private byte[] command(String id) {
    try (AvroSerializer<ControlCommand> serializer = new AvroSerializer<>()) {
      serializer.configure(settings, false);
      return Objects.requireNonNull(
          serializer.serialize(
              "control", History.command(id, CommandType.RETRAIN, command -> command)));
    }
  }

  @Test
  void aCommandIsKnownByItsId() {
    Received received = read(command("a"));

    assertThat(received.id()).isEqualTo("a");
    assertThat(received.place()).isEqualTo("control-0@17");
    assertThat(received.command()).isNotNull();
  }

  @Test
  void anIdTooLongToBeAKeyIsRefusedUnderThePlace() {
    assertThat(read(command("x".repeat(200))).command()).isNotNull();

    Received received = read(command("x".repeat(500_000)));

    assertThat(received.id()).isEqualTo("control-0@17");
    assertThat(received.command()).isNull();
    assertThat(received.fault()).contains("500000 characters", "at most 200");
  }

  @Test
  void whatIsNoCommandIsKnownByItsPlaceAndSaysWhatIsWrong() {
    byte[] other;
    try (AvroSerializer<TextEvent> serializer = new AvroSerializer<>()) {
      serializer.configure(settings, false);
      other = serializer.serialize("text-events", new TextEvent("text", null, null));
    }
    for (Received bad :
        new Received[] {
          read(null),
          read("RETRAIN".getBytes(StandardCharsets.UTF_8)),
          read(new byte[] {0, 0, 0, 0, 99, 1}),
          read(other),
          read(command(" "))
        }) {
      assertThat(bad.command()).isNull();
      assertThat(bad.id()).isEqualTo("control-0@17");
      assertThat(bad.fault()).isNotBlank();
    }
    assertThat(read(other).fault()).contains("expected a ControlCommand", "TextEvent");
    assertThat(read(command("")).fault()).contains("commandId is empty");
  }

  @Test
  void aRegistryThatIsAwayIsNotTakenForABadCommand() {
    byte[] sound = command("a");
    try (AvroDeserializer<ControlCommand> unreachable =
        new AvroDeserializer<>(ControlCommand.class)) {
      unreachable.configure(
          Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0), false);
      assertThatThrownBy(
              () ->
                  new CommandReader(unreachable)
                      .read(new ConsumerRecord<>("control", 0, 0, null, sound)))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }
}
