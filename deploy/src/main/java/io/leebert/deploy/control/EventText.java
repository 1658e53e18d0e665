package io.leebert.deploy.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Model events as lines: for people, and as JSON for scripts. */
public final class EventText {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double MINUTE = 60;

  private EventText() {}

  /** One event of a command for people: what happened, how far, how long still, and why. */
  public static String line(ModelEvent event) {
    StringJoiner line = new StringJoiner(", ");
    line.add(word(event));
    Double progress = event.getProgress();
    if (progress != null) {
      line.add(String.format(Locale.ROOT, "%.0f %%", 100 * progress));
    }
    Double left = event.getSecondsLeft();
    if (left != null) {
      line.add("about " + time(left) + " left");
    }
    String message = event.getMessage();
    return message == null || message.isBlank() ? line.toString() : line + ": " + message;
  }

  /** A duration as people say it. */
  static String time(double seconds) {
    return seconds < 2 * MINUTE
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
  }

  /** The kind of an event in lower case: {@code command failed}. */
  static String word(ModelEvent event) {
    return event.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * An entry as {@link #json(ModelEvent)}, with the time it was written in milliseconds since 1970.
   *
   * @param inService whether it is the version in service
   */
  public static String json(Entry entry, boolean inService) {
    ObjectNode node = node(entry.event());
    node.put("timestamp", entry.timestamp());
    if (inService) {
      node.put("inService", true);
    }
    return text(node);
  }

  /** One JSON object without line breaks, with the fields of {@code ModelEvent} that are set. */
  public static String json(ModelEvent event) {
    return text(node(event));
  }

  private static ObjectNode node(ModelEvent event) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", event.getType().name());
    node.put("model", event.getModel());
    node.put("modelVersion", event.getModelVersion());
    put(node, "commandId", event.getCommandId());
    put(node, "uri", event.getUri());
    put(node, "sha256", event.getSha256());
    put(node, "instance", event.getInstance());
    put(node, "message", event.getMessage());
    put(node, "progress", event.getProgress());
    put(node, "secondsLeft", event.getSecondsLeft());
    put(node, "patience", event.getPatience());
    put(node, "patienceMin", event.getPatienceMin());
    put(node, "patienceMax", event.getPatienceMax());
    if (!event.getScores().isEmpty()) {
      ObjectNode scores = node.putObject("scores");
      new TreeMap<>(event.getScores()).forEach(scores::put);
    }
    if (!event.getProvenance().isEmpty()) {
      ObjectNode provenance = node.putObject("provenance");
      new TreeMap<>(event.getProvenance()).forEach(provenance::put);
    }
    return node;
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.putPOJO(name, value);
    }
  }
}
