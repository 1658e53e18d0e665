package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A models topic in memory, and commands that are decided on by it. */
final class History {
  static final String MODEL = "mails";

  final Catalogue catalogue = new Catalogue();

  /** All that was said, in its order. */
  final List<Announcement> said = new ArrayList<>();

  private final Decider decider;
  private long controlOffset;

  History() {
    this(data -> plan());
  }

  History(DataResolver data) {
    decider =
        new Decider(
            MODEL,
            data,
            settings -> {
              if (settings.containsKey("epoch")) {
                throw new IllegalArgumentException("no setting epoch; did you mean epochs?");
              }
            });
  }

  static DataPlan plan() {
    return new DataPlan(
        "labelled-events",
        new TreeMap<>(Map.of(0, 3L)),
        new TreeMap<>(Map.of(0, 9L)),
        null,
        List.of(),
        List.of());
  }

  /** A version of the model, as the service would announce it. */
  History version(ModelEventType type, String version) {
    say(version(type, version, Map.of("layers", "4")));
    return this;
  }

  /** What is announced of a version that is known by these facts. */
  static Announcement version(ModelEventType type, String version, Map<String, String> facts) {
    return new Announcement(
        CatalogueKeys.model(MODEL, version),
        ModelEvent.newBuilder()
            .setModel(MODEL)
            .setModelVersion(version)
            .setType(type)
            .setUri("file:/models/mails/" + version)
            .setSha256("sha-" + version)
            .setProvenance(new TreeMap<>(facts))
            .build());
  }

  /** What an instance says of itself. */
  void serving(String instance, String version) {
    say(
        new Announcement(
            CatalogueKeys.instance(MODEL, instance),
            ModelEvent.newBuilder()
                .setModel(MODEL)
                .setModelVersion(version)
                .setType(ModelEventType.SERVING)
                .setInstance(instance)
                .build()));
  }

  void say(Announcement announcement) {
    catalogue.apply(said.size(), 0, announcement.key(), announcement.event());
    said.add(announcement);
  }

  Decision say(Decision decision) {
    decision.announcements().forEach(this::say);
    return decision;
  }

  static ControlCommand command(
      String id, CommandType type, UnaryOperator<ControlCommand.Builder> more) {
    return more.apply(ControlCommand.newBuilder().setCommandId(id).setType(type)).build();
  }

  /** A command arrives, and what is decided is said. */
  Decision receive(String id, CommandType type, UnaryOperator<ControlCommand.Builder> more) {
    return receive(command(id, type, more));
  }

  Decision receive(String id, CommandType type) {
    return receive(id, type, command -> command);
  }

  Decision receive(ControlCommand command) {
    long offset = controlOffset++;
    return say(
        decider.decide(
            catalogue,
            new Received(
                command.getCommandId(),
                command,
                "",
                "control-0@" + offset,
                offset,
                1_764_000_000_000L)));
  }

  Decision receive(Received received) {
    return say(decider.decide(catalogue, received));
  }

  /** The last word on a command. */
  ModelEvent last(String id) {
    return Objects.requireNonNull(catalogue.command(id), id).event();
  }

  OpenCommand open(String id) {
    return Opened.of(Objects.requireNonNull(catalogue.command(id), id), id);
  }

  /** How each version stands. */
  SortedMap<String, ModelEventType> versions() {
    SortedMap<String, ModelEventType> versions = new TreeMap<>();
    for (Entry entry : catalogue.versions(MODEL)) {
      versions.put(entry.event().getModelVersion(), entry.event().getType());
    }
    return versions;
  }

  String inService() {
    Entry current = catalogue.current(MODEL);
    return current == null ? "none" : current.event().getModelVersion();
  }
}
