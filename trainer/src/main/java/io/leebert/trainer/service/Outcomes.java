package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an open command when its work gets somewhere, by the catalogue of that moment.
 */
final class Outcomes {
  /** Where the end of a retraining says what became of the version. */
  static final String OUTCOME = "outcome";

  private Outcomes() {}

  /**
   * A retraining begins: what it is compared with stays the same from now on. It is refused where
   * instances serve what this service knows nothing of: they would all leave it for a first version
   * that was compared with nothing.
   */
  static Decision started(Catalogue catalogue, OpenCommand open) {
    Entry current = catalogue.current(open.model());
    Set<String> unknown = current == null ? Versions.served(catalogue, open.model()) : Set.of();
    if (!unknown.isEmpty()) {
      return refused(
          open,
          "instances serve version "
              + String.join(", ", unknown)
              + " of model "
              + open.model()
              + ", which was never promoted: there is nothing to compare a new version with."
              + " Promote it first (leebert control promote --bundle ...)",
          Map.of());
    }
    Map<String, String> parent = new TreeMap<>();
    String patience = PatienceChange.ordered(catalogue.patience(open.model()));
    if (patience != null) {
      parent.put(OpenCommand.ORDERED_PATIENCE, patience);
    }
    if (current == null) {
      parent.put(OpenCommand.PARENT, OpenCommand.NO_PARENT);
    } else {
      ModelEvent event = current.event();
      parent.put(OpenCommand.PARENT, event.getModelVersion());
      parent.put(OpenCommand.PARENT_URI, orEmpty(event.getUri()));
      parent.put(OpenCommand.PARENT_SHA, orEmpty(event.getSha256()));
    }
    return Decision.of(
        Events.open(open.with(parent), ModelEventType.PROGRESS, "reading labelled texts"));
  }

  /** A bundle was made and judged, and is about to be published. */
  static Decision made(OpenCommand open, Made made) {
    OpenCommand known =
        open.with(
                Map.of(
                    OpenCommand.MADE_SHA, made.sha256(),
                    OpenCommand.MADE_VERDICT, made.verdict().name(),
                    OpenCommand.MADE_SUMMARY, Room.cut(made.summary(), Room.PART),
                    OpenCommand.MADE_NOTES, Room.cut(String.join("\n", made.notes()), Room.PART),
                    OpenCommand.MADE_TABLE, Room.cut(made.table(), Room.PART)))
            .withScores(made.scores());
    return Decision.of(Events.open(known, ModelEventType.PROGRESS, "publishing"));
  }

  /** The bundle is in the store. */
  static Decision candidate(OpenCommand open, URI uri, ModelBundle bundle) {
    Map<String, String> provenance = new TreeMap<>(facts(bundle));
    open.provenance()
        .forEach(
            (key, value) -> {
              if (key.startsWith("data.") || key.startsWith(OpenCommand.PARENT)) {
                provenance.put(key, value);
              }
            });
    provenance.put("command.id", open.id());
    return Decision.of(
        Events.version(
            ModelEventType.CANDIDATE,
            open.model(),
            open.version(),
            open.id(),
            lyingAt(uri, bundle)
                .setScores(new TreeMap<>(open.scores()))
                .setMessage(report(open))
                .setProvenance(provenance)),
        Events.open(open, ModelEventType.PROGRESS, "published"));
  }

  /** The end of a retraining whose bundle was announced. */
  static Decision retrained(Catalogue catalogue, OpenCommand open) {
    Entry entry = catalogue.version(open.model(), open.version());
    if (entry == null) {
      return failed(open, "its version " + open.version() + " is gone from the models topic");
    }
    if (entry.event().getType() != ModelEventType.CANDIDATE) {
      // Another command had its say about it already.
      return done(open, entry.event().getType(), "another command has decided already", List.of());
    }
    Made.Verdict verdict =
        Made.Verdict.valueOf(
            open.provenance().getOrDefault(OpenCommand.MADE_VERDICT, Made.Verdict.MANUAL.name()));
    Entry current = catalogue.current(open.model());
    String inService = current == null ? OpenCommand.NO_PARENT : current.event().getModelVersion();
    String parent = open.provenance().getOrDefault(OpenCommand.PARENT, OpenCommand.NO_PARENT);
    return switch (verdict) {
      case REJECTED ->
          done(
              open,
              ModelEventType.REJECTED,
              "rejected",
              List.of(again(entry, ModelEventType.REJECTED, open.id())));
      case MANUAL ->
          done(
              open,
              ModelEventType.CANDIDATE,
              "candidate: PROMOTE puts it in service, as promote=manual asks for",
              List.of());
      case PASSED ->
          inService.equals(parent)
              ? done(
                  open,
                  ModelEventType.PROMOTED,
                  "promoted",
                  List.of(again(entry, ModelEventType.PROMOTED, open.id())))
              : done(
                  open,
                  ModelEventType.CANDIDATE,
                  "candidate: it was compared with version "
                      + (parent.isEmpty() ? "(none)" : parent)
                      + ", but version "
                      + (inService.isEmpty() ? "(none)" : inService)
                      + " is in service by now; PROMOTE puts it there if it is to be",
                  List.of());
    };
  }

  /** The end of PROMOTE of a known version. */
  static Decision promoted(Catalogue catalogue, OpenCommand open) {
    Entry entry = catalogue.version(open.model(), open.version());
    if (entry == null) {
      return failed(open, "its version " + open.version() + " is gone from the models topic");
    }
    if (isCurrent(catalogue, open)) {
      return done(open, ModelEventType.PROMOTED, "is in service already", List.of());
    }
    return done(
        open,
        ModelEventType.PROMOTED,
        "promoted",
        List.of(again(entry, ModelEventType.PROMOTED, open.id())));
  }

  /** The end of PROMOTE of a bundle from outside, which is in the store by now. */
  static Decision taken(Catalogue catalogue, OpenCommand open, URI uri, ModelBundle bundle) {
    if (isCurrent(catalogue, open)) {
      return done(open, ModelEventType.PROMOTED, "is in service already", List.of());
    }
    Map<String, String> provenance = new TreeMap<>(facts(bundle));
    provenance.put("command.id", open.id());
    provenance.put("source", orEmpty(open.command().getUri()));
    Entry current = catalogue.current(open.model());
    if (current != null) {
      provenance.put("replaces", current.event().getModelVersion());
    }
    return done(
        open,
        ModelEventType.PROMOTED,
        "promoted",
        List.of(
            Events.version(
                ModelEventType.PROMOTED,
                open.model(),
                open.version(),
                open.id(),
                lyingAt(uri, bundle)
                    .setMessage("taken into the store from " + open.command().getUri())
                    .setProvenance(provenance))));
  }

  /** A rollback that names no version begins: it goes to the one before what is in service now. */
  static Decision returning(Catalogue catalogue, OpenCommand open) {
    String version;
    try {
      version = Versions.before(catalogue, open.model()).event().getModelVersion();
    } catch (RefusedException e) {
      return refused(open, String.valueOf(e.getMessage()), Map.of());
    }
    return Decision.of(
        Events.open(
            open.withVersion(version),
            ModelEventType.PROGRESS,
            "going back to version " + version));
  }

  /** The end of ROLLBACK. */
  static Decision rolledBack(Catalogue catalogue, OpenCommand open) {
    Entry target = catalogue.version(open.model(), open.version());
    if (target == null) {
      return failed(open, "its version " + open.version() + " is gone from the models topic");
    }
    if (isCurrent(catalogue, open)) {
      return done(open, ModelEventType.PROMOTED, "is in service already", List.of());
    }
    List<Announcement> announcements = new ArrayList<>();
    Entry current = catalogue.current(open.model());
    announcements.add(again(target, ModelEventType.PROMOTED, open.id()));
    if (current != null) {
      announcements.add(
          Events.version(
              ModelEventType.ROLLED_BACK,
              open.model(),
              current.event().getModelVersion(),
              open.id(),
              ModelEvent.newBuilder(current.event())
                  .setMessage("left for version " + open.version())));
    }
    String left = current == null ? "" : " from " + current.event().getModelVersion();
    return done(open, ModelEventType.PROMOTED, "rolled back" + left, announcements);
  }

  /** The end of a command whose work failed. */
  static Decision failed(OpenCommand open, String message) {
    return Decision.of(
        Events.end(open, ModelEventType.COMMAND_FAILED, message, open.scores(), Map.of()));
  }

  /** The end of a retraining that its data or settings do not allow. */
  static Decision refused(OpenCommand open, String reason, Map<String, Long> counts) {
    Map<String, String> provenance = new TreeMap<>();
    Room.counts(counts)
        .forEach((name, count) -> provenance.put("count." + name, Long.toString(count)));
    return Decision.of(Events.end(open, ModelEventType.REFUSED, reason, Map.of(), provenance));
  }

  /** What the version's events say of its bundle. */
  static Map<String, String> facts(ModelBundle bundle) {
    return Map.of(
        PatienceChange.LAYERS,
        Integer.toString(bundle.manifest().getLayers()),
        "labels",
        Room.join(bundle.manifest().getLabels(), Room.PART));
  }

  private static Decision done(
      OpenCommand open, ModelEventType became, String what, List<Announcement> versions) {
    List<Announcement> announcements = new ArrayList<>(versions);
    String report = report(open);
    announcements.add(
        Events.end(
            open,
            ModelEventType.DONE,
            "version "
                + open.version()
                + " of model "
                + open.model()
                + ": "
                + what
                + (report.isEmpty() ? "" : "\n" + report),
            open.scores(),
            Map.of(OUTCOME, became.name().toLowerCase(Locale.ROOT))));
    return new Decision(announcements, Set.of());
  }

  /** What the gate said, and what people should know of the data. */
  private static String report(OpenCommand open) {
    List<String> parts = new ArrayList<>();
    for (String key :
        List.of(
            OpenCommand.MADE_SUMMARY,
            DataPlan.NOTES,
            OpenCommand.MADE_NOTES,
            OpenCommand.MADE_TABLE)) {
      String part = open.known(key);
      if (part != null && !part.isBlank()) {
        parts.add(part.stripTrailing());
      }
    }
    return String.join("\n", parts);
  }

  private static boolean isCurrent(Catalogue catalogue, OpenCommand open) {
    Entry current = catalogue.current(open.model());
    return current != null && current.event().getModelVersion().equals(open.version());
  }

  private static Announcement again(Entry entry, ModelEventType type, String commandId) {
    return Events.version(
        type,
        entry.event().getModel(),
        entry.event().getModelVersion(),
        commandId,
        ModelEvent.newBuilder(entry.event()));
  }

  private static ModelEvent.Builder lyingAt(URI uri, ModelBundle bundle) {
    return ModelEvent.newBuilder().setUri(uri.toString()).setSha256(bundle.manifestSha256());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
