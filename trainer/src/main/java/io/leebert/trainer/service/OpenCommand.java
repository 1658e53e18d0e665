package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ControlCommand;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that was accepted and has not come to its end. All that is known of it travels in the
 * provenance of every event about it, so that the last one is enough to go on from.
 *
 * @param command what was asked for
 * @param model name of the model
 * @param version the version to be made, promoted or returned to
 * @param provenance what was resolved and reached so far
 * @param scores the last scores, by name
 */
record OpenCommand(
    ControlCommand command,
    String model,
    String version,
    SortedMap<String, String> provenance,
    Map<String, Double> scores) {
  static final String COMMAND = "command";
  static final String OFFSET = "control.offset";
  static final String VERSION = "version";
  static final String PARENT = "parent";
  static final String PARENT_URI = "parent.uri";
  static final String PARENT_SHA = "parent.sha256";
  static final String ORDERED_PATIENCE = "patience.ordered";
  static final String MADE_SHA = "made.sha256";
  static final String MADE_VERDICT = "made.verdict";
  static final String MADE_SUMMARY = "made.summary";
  static final String MADE_NOTES = "made.notes";
  static final String MADE_TABLE = "made.table";

  /** The parent of the first version of a model. */
  static final String NO_PARENT = "";

  OpenCommand {
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
    scores = Map.copyOf(scores);
  }

  /**
   * Reads what the last event about a command says.
   *
   * @throws RuntimeException when it was not written by a service like this
   */
  static OpenCommand of(Entry entry, String id) {
    Map<String, String> provenance = entry.event().getProvenance();
    String json = provenance.get(COMMAND);
    if (json == null) {
      throw new IllegalArgumentException("its last event has no provenance \"" + COMMAND + "\"");
    }
    ControlCommand command = CommandJson.read(json);
    if (!command.getCommandId().equals(id)) {
      throw new IllegalArgumentException(
          "it is of command " + command.getCommandId() + " under the key of command " + id);
    }
    OpenCommand open =
        new OpenCommand(
            command,
            entry.event().getModel(),
            entry.event().getModelVersion(),
            new TreeMap<>(provenance),
            entry.event().getScores());
    if (open.offset() < 0) {
      throw new IllegalArgumentException("its offset is " + open.offset());
    }
    return open;
  }

  String id() {
    return command.getCommandId();
  }

  /** Where it stands in the control topic: commands wait in this order. */
  long offset() {
    return Long.parseLong(provenance.getOrDefault(OFFSET, "0"));
  }

  @Nullable String known(String key) {
    return provenance.get(key);
  }

  /** The same with more that is known. */
  OpenCommand with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(provenance);
    all.putAll(more);
    return new OpenCommand(command, model, version, all, scores);
  }

  /** The same with other scores. */
  OpenCommand withScores(Map<String, Double> other) {
    return new OpenCommand(command, model, version, provenance, other);
  }

  /** The same about a version that was not known before. */
  OpenCommand withVersion(String other) {
    return new OpenCommand(
        command, model, other, with(Map.of(VERSION, other)).provenance(), scores);
  }
}
