package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.WhenBusy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be said of a command, from the command and what the models topic says so far.
 * The same command decided twice is decided once: what the first decision said is in the catalogue.
 */
final class Decider {
  private final String ownModel;
  private final DataResolver data;
  private final Consumer<Map<String, String>> settings;

  /**
   * A decider.
   *
   * @param ownModel the model meant by commands that name none
   * @param data fixes what retrainings learn from
   * @param settings throws IllegalArgumentException for settings that a retraining cannot have
   */
  Decider(String ownModel, DataResolver data, Consumer<Map<String, String>> settings) {
    this.ownModel = ownModel;
    this.data = data;
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker cannot say now what there is to
   *     learn from
   */
  Decision decide(Catalogue catalogue, Received received) {
    if (catalogue.command(received.id()) != null) {
      return Decision.NOTHING;
    }
    ControlCommand command = received.command();
    if (command == null) {
      return refused(received.id(), null, "", received.fault());
    }
    int bytes = Room.bytes(CommandJson.write(command));
    if (bytes > Room.COMMAND) {
      return refused(
          received.id(),
          null,
          "",
          "the command has "
              + bytes
              + " bytes as JSON, expected at most "
              + Room.COMMAND
              + ": name a folder instead of its files");
    }
    String named = command.getModel();
    String model = named == null || named.isBlank() ? ownModel : named;
    try {
      return switch (command.getType()) {
        case RETRAIN -> retrain(catalogue, received, command, model);
        case PROMOTE -> promote(catalogue, received, command, model);
        case ROLLBACK -> rollback(catalogue, received, command, model);
        case SET_PATIENCE -> PatienceChange.decide(catalogue, command, model, ownModel);
        case CANCEL -> cancel(catalogue, command, model);
        case UNKNOWN ->
            throw new RefusedException(
                "its type is UNKNOWN, or newer than this service; expected RETRAIN, PROMOTE,"
                    + " ROLLBACK, SET_PATIENCE or CANCEL");
      };
    } catch (KafkaException e) {
      throw e; // Not the command's fault.
    } catch (RefusedException e) {
      return refused(received.id(), command, model, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever else is wrong with it must not keep anyone from the next one.
      return refused(received.id(), command, model, "it cannot be decided on: " + e);
    }
  }

  /**
   * What is said where the broker cannot say, however often it is asked, what there is to learn.
   */
  Decision undecidable(Received received, KafkaException cause) {
    ControlCommand command = received.command();
    String named = command == null ? null : command.getModel();
    return Decision.of(
        Events.end(
            received.id(),
            command,
            named == null || named.isBlank() ? ownModel : named,
            ModelEventType.COMMAND_FAILED,
            "the broker does not say what there is to learn from: " + cause.getMessage()));
  }

  private static Decision refused(
      String id, @Nullable ControlCommand command, String model, String reason) {
    return Decision.of(Events.end(id, command, model, ModelEventType.REFUSED, reason));
  }

  private Decision retrain(
      Catalogue catalogue, Received received, ControlCommand command, String model) {
    Versions.requireKnown(catalogue, model, ownModel);
    try {
      settings.accept(command.getSettings());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
    DataPlan plan = data.resolve(command.getData());
    List<OpenCommand> before = Opened.retrainings(catalogue);
    List<Announcement> announcements = new ArrayList<>();
    Set<String> ends = new HashSet<>();
    if (command.getWhenBusy() == WhenBusy.REPLACE) {
      for (OpenCommand other : before) {
        if (other.model().equals(model)) {
          ends.add(other.id());
          announcements.add(
              Events.end(
                  other,
                  ModelEventType.CANCELLED,
                  "replaced by command " + command.getCommandId(),
                  Map.of(),
                  Map.of()));
        }
      }
    }
    OpenCommand open =
        accepted(received, command, model, Versions.toMake(received)).with(plan.provenance());
    String message =
        before.stream()
            .filter(other -> !ends.contains(other.id()))
            .reduce((first, second) -> second)
            .map(other -> "accepted, comes after command " + other.id())
            .orElse("accepted");
    announcements.add(Events.open(open, ModelEventType.ACCEPTED, message));
    return new Decision(announcements, ends);
  }

  private Decision promote(
      Catalogue catalogue, Received received, ControlCommand command, String model) {
    String version = command.getModelVersion();
    String uri = command.getUri();
    if (uri != null && !uri.isBlank()) {
      return accept(received, command, model, version == null ? "" : version);
    }
    if (version == null || version.isBlank()) {
      throw new RefusedException(
          "it names neither modelVersion nor uri; " + Versions.list(catalogue, model));
    }
    Entry entry = Versions.require(catalogue, model, version);
    if (entry.event().getType() == ModelEventType.FAILED) {
      throw new RefusedException(
          "version "
              + version
              + " of model "
              + model
              + " has failed: "
              + entry.event().getMessage());
    }
    return accept(received, command, model, version);
  }

  private Decision rollback(
      Catalogue catalogue, Received received, ControlCommand command, String model) {
    // What is in service by then is not known while others put something there first.
    boolean first = Opened.moves(catalogue, model).isEmpty();
    String version = command.getModelVersion();
    if (version == null || version.isBlank()) {
      if (first) {
        Entry unused = Versions.before(catalogue, model);
      }
      return accept(received, command, model, "");
    }
    Entry target = Versions.require(catalogue, model, version);
    if (first && version.equals(Versions.inService(catalogue, model).event().getModelVersion())) {
      throw new RefusedException("version " + version + " of model " + model + " is in service");
    }
    ModelEventType type = target.event().getType();
    if (type != ModelEventType.PROMOTED && type != ModelEventType.ROLLED_BACK) {
      throw new RefusedException(
          "version "
              + version
              + " of model "
              + model
              + " is "
              + type
              + " and was never in service: PROMOTE puts it there");
    }
    return accept(received, command, model, version);
  }

  private Decision cancel(Catalogue catalogue, ControlCommand command, String model) {
    String id = command.getCommandId();
    String target = command.getCancels();
    OpenCommand open;
    if (target == null || target.isBlank()) {
      open =
          Opened.retrainings(catalogue).stream()
              .filter(other -> command.getModel() == null || other.model().equals(model))
              .findFirst()
              .orElseThrow(
                  () -> new RefusedException("no retraining is open that it could cancel"));
    } else {
      Entry entry = catalogue.command(target);
      if (entry == null) {
        throw new RefusedException("there is no command " + target + " that it could cancel");
      }
      if (catalogue.ended(target)) {
        throw new RefusedException(
            "command " + target + " has come to its end already: " + entry.event().getType());
      }
      open = Opened.of(entry, target);
    }
    return new Decision(
        List.of(
            Events.end(
                open, ModelEventType.CANCELLED, "cancelled by command " + id, Map.of(), Map.of()),
            Events.end(
                id, command, open.model(), ModelEventType.DONE, "cancelled command " + open.id())),
        Set.of(open.id()));
  }

  private static Decision accept(
      Received received, ControlCommand command, String model, String version) {
    return Decision.of(
        Events.open(
            accepted(received, command, model, version), ModelEventType.ACCEPTED, "accepted"));
  }

  private static OpenCommand accepted(
      Received received, ControlCommand command, String model, String version) {
    Map<String, String> provenance = new TreeMap<>();
    provenance.put(OpenCommand.COMMAND, CommandJson.write(command));
    provenance.put("control", received.place());
    provenance.put(OpenCommand.OFFSET, Long.toString(received.offset()));
    provenance.put(OpenCommand.VERSION, version);
    return new OpenCommand(command, model, version, new TreeMap<>(provenance), Map.of());
  }
}
