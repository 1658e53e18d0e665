package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The open commands of a catalogue, in the order of the control topic. */
final class Opened {
  private Opened() {}

  static List<OpenCommand> all(Catalogue catalogue) {
    return catalogue.openCommands().stream()
        .map(Opened::of)
        .sorted(Comparator.comparingLong(OpenCommand::offset))
        .toList();
  }

  /** Retrainings, the one that runs first. */
  static List<OpenCommand> retrainings(Catalogue catalogue) {
    return all(catalogue).stream()
        .filter(open -> open.command().getType() == CommandType.RETRAIN)
        .toList();
  }

  /**
   * One of them. Of an event that another program wrote under a command's key only the id is known:
   * it is of no type that anything could be done for.
   */
  static OpenCommand of(Entry entry) {
    try {
      return OpenCommand.of(entry);
    } catch (IllegalArgumentException e) {
      String id = entry.event().getCommandId();
      return new OpenCommand(
          ControlCommand.newBuilder()
              .setCommandId(id == null ? "" : id)
              .setType(CommandType.UNKNOWN)
              .build(),
          entry.event().getModel(),
          entry.event().getModelVersion(),
          new TreeMap<>(),
          Map.of());
    }
  }
}
