package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the events of the models topic. */
final class Events {
  private Events() {}

  /** That a command is open, and how far it is. */
  static Announcement open(OpenCommand open, ModelEventType type, String message) {
    return end(open, type, message, open.scores(), Map.of());
  }

  /** Work under way. */
  static Announcement progress(OpenCommand open, Progress progress) {
    Draft draft = command(open, ModelEventType.PROGRESS, progress.message());
    draft.event.setProgress(progress.done()).setSecondsLeft(progress.secondsLeft());
    return draft.event(progress.scores().isEmpty() ? open.scores() : progress.scores(), Map.of());
  }

  /** A command's end. */
  static Announcement end(
      OpenCommand open,
      ModelEventType type,
      String message,
      Map<String, Double> scores,
      Map<String, String> more) {
    return command(open, type, message).event(scores, more);
  }

  /** The end of a command that was never open. */
  static Announcement end(
      String id,
      @Nullable ControlCommand command,
      String model,
      ModelEventType type,
      String message) {
    Map<String, String> provenance = new TreeMap<>();
    if (command != null) {
      provenance.put(OpenCommand.COMMAND, CommandJson.write(command));
    }
    String version = command == null ? null : command.getModelVersion();
    return new Announcement(
        CatalogueKeys.command(id),
        event(model, version == null ? "" : version, type, id)
            .setMessage(Room.cut(message, Room.MESSAGE))
            .setProvenance(provenance)
            .build());
  }

  /** What became of a version. */
  static Announcement version(
      ModelEventType type, String model, String version, String commandId, ModelEvent.Builder as) {
    String message = as.getMessage();
    return new Announcement(
        CatalogueKeys.model(model, version),
        as.setMessage(message == null ? null : Room.cut(message, Room.MESSAGE))
            .setModel(model)
            .setModelVersion(version)
            .setType(type)
            .setCommandId(commandId)
            .setProgress(null)
            .setSecondsLeft(null)
            .build());
  }

  static ModelEvent.Builder event(
      String model, String version, ModelEventType type, @Nullable String commandId) {
    return ModelEvent.newBuilder()
        .setModel(model)
        .setModelVersion(version)
        .setType(type)
        .setCommandId(commandId);
  }

  private static Draft command(OpenCommand open, ModelEventType type, String message) {
    return new Draft(
        open,
        event(open.model(), open.version(), type, open.id())
            .setMessage(Room.cut(message, Room.MESSAGE)));
  }

  private record Draft(OpenCommand open, ModelEvent.Builder event) {
    Announcement event(Map<String, Double> scores, Map<String, String> more) {
      Map<String, String> provenance = new TreeMap<>(open.provenance());
      provenance.putAll(more);
      Map<String, Double> fitting = Room.scores(scores);
      if (fitting.size() < scores.size()) {
        provenance.put(Room.SCORES_LEFT_OUT, Integer.toString(scores.size() - fitting.size()));
      }
      event.setScores(fitting);
      return new Announcement(
          CatalogueKeys.command(open.id()), event.setProvenance(provenance).build());
    }
  }
}
