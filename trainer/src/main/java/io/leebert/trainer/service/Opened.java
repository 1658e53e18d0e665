package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The open commands of a catalogue, in the order of the control topic. */
final class Opened {
  private Opened() {}

  static List<OpenCommand> all(Catalogue catalogue) {
    return catalogue.openCommands().stream()
        .flatMap(entry -> known(catalogue, entry))
        .sorted(Comparator.comparingLong(OpenCommand::offset))
        .toList();
  }

  /** What puts versions of a model in service, one after the other. */
  static List<OpenCommand> moves(Catalogue catalogue, String model) {
    return all(catalogue).stream()
        .filter(open -> open.model().equals(model))
        .filter(
            open ->
                open.command().getType() == CommandType.PROMOTE
                    || open.command().getType() == CommandType.ROLLBACK)
        .toList();
  }

  /** Retrainings, the one that runs first. */
  static List<OpenCommand> retrainings(Catalogue catalogue) {
    return all(catalogue).stream()
        .filter(open -> open.command().getType() == CommandType.RETRAIN)
        .toList();
  }

  /** None where another program wrote something that does not name the command of its key. */
  private static Stream<OpenCommand> known(Catalogue catalogue, Entry entry) {
    String id = entry.event().getCommandId();
    return id != null && entry.equals(catalogue.command(id))
        ? Stream.of(of(entry, id))
        : Stream.of();
  }

  /**
   * One of them, by the id in its key. Of an event that another program wrote under a command's key
   * only the id is known: it is of no type that anything could be done for.
   */
  static OpenCommand of(Entry entry, String id) {
    try {
      return OpenCommand.of(entry, id);
    } catch (RuntimeException e) {
      return new OpenCommand(
          ControlCommand.newBuilder().setCommandId(id).setType(CommandType.UNKNOWN).build(),
          entry.event().getModel(),
          entry.event().getModelVersion(),
          new TreeMap<>(),
          Map.of());
    }
  }
}
