package io.leebert.trainer.service;

import io.leebert.schemas.bundle.BundleFiles;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of models and versions: what is known, and what is to be made. */
final class Versions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int SHORT = 6;

  private Versions() {}

  /** Of a command: when it was sent, and enough of its id; the same however often it is read. */
  static String toMake(Received received) {
    return TIME.format(Instant.ofEpochMilli(received.timestamp()))
        + "-"
        + digest(received.id()).substring(0, SHORT);
  }

  /** A name for anything, of plain characters. */
  static String digest(String text) {
    return BundleFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses a model that nobody has heard of: its name may be misspelt. */
  static void requireKnown(Catalogue catalogue, String model, String ownModel) {
    if (!model.equals(ownModel)
        && !catalogue.models().contains(model)
        && catalogue.instances(model).isEmpty()) {
      throw new RefusedException(
          "there is no model "
              + model
              + "; known are "
              + String.join(", ", known(catalogue, ownModel))
              + ". A new one begins with PROMOTE and a uri");
    }
  }

  private static List<String> known(Catalogue catalogue, String ownModel) {
    return Stream.concat(Stream.of(ownModel), catalogue.models().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The entry of a version that must be known. */
  static Entry require(Catalogue catalogue, String model, String version) {
    Entry entry = catalogue.version(model, version);
    if (entry == null) {
      throw new RefusedException(
          "there is no version " + version + " of model " + model + "; " + list(catalogue, model));
    }
    return entry;
  }

  /** The entry of the version in service, of which there must be one. */
  static Entry inService(Catalogue catalogue, String model) {
    Entry current = catalogue.current(model);
    if (current == null) {
      throw new RefusedException(
          "no version of model " + model + " is in service; " + list(catalogue, model));
    }
    return current;
  }

  /** The entry of the version to go back to, of which there must be one. */
  static Entry before(Catalogue catalogue, String model) {
    Entry current = inService(catalogue, model);
    Entry previous = catalogue.previous(model);
    if (previous == null) {
      throw new RefusedException(
          "version "
              + current.event().getModelVersion()
              + " of model "
              + model
              + " is in service, and there is none before it to return to");
    }
    return previous;
  }

  /** The versions that instances say they serve. */
  static SortedSet<String> served(Catalogue catalogue, String model) {
    return catalogue.instances(model).stream()
        .map(Entry::event)
        .filter(event -> event.getType() == ModelEventType.SERVING)
        .map(ModelEvent::getModelVersion)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What there is, in words. */
  static String list(Catalogue catalogue, String model) {
    List<Entry> versions = catalogue.versions(model);
    if (versions.isEmpty()) {
      return "no version of model " + model + " is known";
    }
    return "known are "
        + versions.stream()
            .map(entry -> entry.event().getModelVersion() + " (" + entry.event().getType() + ")")
            .collect(Collectors.joining(", "));
  }
}
