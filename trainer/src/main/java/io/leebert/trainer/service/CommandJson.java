package io.leebert.trainer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.RetrainData;
import io.leebert.schemas.event.WhenBusy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command as JSON, as it travels in the events about it. Plain JSON instead of Avro's: people
 * read it, and a service that is newer than the event takes what is missing as not said.
 */
final class CommandJson {
  private static final JsonMapper JSON = new JsonMapper();

  private CommandJson() {}

  static String write(ControlCommand command) {
    ObjectNode node = JSON.createObjectNode();
    node.put("commandId", command.getCommandId());
    node.put("type", command.getType().name());
    putText(node, "model", command.getModel());
    putText(node, "modelVersion", command.getModelVersion());
    putNumber(node, "patience", command.getPatience());
    putNumber(node, "patienceMin", command.getPatienceMin());
    putNumber(node, "patienceMax", command.getPatienceMax());
    putText(node, "uri", command.getUri());
    putText(node, "cancels", command.getCancels());
    node.put("whenBusy", command.getWhenBusy().name());
    RetrainData data = command.getData();
    if (data != null) {
      ObjectNode written = node.putObject("data");
      putText(written, "topic", data.getTopic());
      data.getFromOffsets().forEach(written.putObject("fromOffsets")::put);
      Instant from = data.getFromTimestamp();
      putText(written, "fromTimestamp", from == null ? null : from.toString());
      data.getFiles().forEach(written.putArray("files")::add);
    }
    command.getSettings().forEach(node.putObject("settings")::put);
    putText(node, "issuedBy", command.getIssuedBy());
    return node.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static ControlCommand read(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    ControlCommand.Builder command =
        ControlCommand.newBuilder()
            .setCommandId(node.path("commandId").asText())
            .setType(symbol(CommandType.class, node.path("type"), CommandType.UNKNOWN))
            .setModel(text(node, "model"))
            .setModelVersion(text(node, "modelVersion"))
            .setPatience(number(node, "patience"))
            .setPatienceMin(number(node, "patienceMin"))
            .setPatienceMax(number(node, "patienceMax"))
            .setUri(text(node, "uri"))
            .setCancels(text(node, "cancels"))
            .setWhenBusy(symbol(WhenBusy.class, node.path("whenBusy"), WhenBusy.WAIT))
            .setSettings(texts(node.path("settings")))
            .setIssuedBy(text(node, "issuedBy"));
    JsonNode data = node.path("data");
    return data.isObject() ? command.setData(data(data)).build() : command.build();
  }

  private static RetrainData data(JsonNode node) {
    Map<String, Long> offsets = new HashMap<>();
    node.path("fromOffsets")
        .properties()
        .forEach(offset -> offsets.put(offset.getKey(), offset.getValue().asLong()));
    List<String> files = new ArrayList<>();
    node.path("files").forEach(file -> files.add(file.asText()));
    String from = text(node, "fromTimestamp");
    return RetrainData.newBuilder()
        .setTopic(text(node, "topic"))
        .setFromOffsets(offsets)
        .setFromTimestamp(from == null ? null : Instant.parse(from))
        .setFiles(files)
        .build();
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static void putText(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void putNumber(ObjectNode node, String field, @Nullable Integer value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static @Nullable Integer number(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asInt() : null;
  }

  private static <E extends Enum<E>> E symbol(Class<E> type, JsonNode node, E otherwise) {
    try {
      return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}
