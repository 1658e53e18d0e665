package io.leebert.streams.monitor;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the models topic says, as far as the page shows it. A value of its own: the catalogue is for
 * the thread that reads it.
 *
 * @param model the model
 * @param previous the version that a rollback goes to, or null where there is none
 * @param versions its versions, the one last spoken of first
 * @param work commands under way, the oldest first
 * @param instances what the instances serve
 */
record ModelsView(
    String model,
    @Nullable String previous,
    List<Version> versions,
    List<Work> work,
    List<Instance> instances) {
  private static final int MOST_VERSIONS = 12;

  /** The topic's first line of a message is for people, the rest is tables. */
  private static final int MOST_CHARACTERS = 200;

  /**
   * A version.
   *
   * @param state {@code promoted}, {@code candidate}, ...
   * @param current whether it is the one in service
   * @param millis when that was said
   */
  record Version(String version, String state, boolean current, long millis, String message) {}

  /**
   * A command under way.
   *
   * @param done share that is done, or null
   * @param secondsLeft estimate, or null
   */
  record Work(
      String command,
      String message,
      @Nullable Double done,
      @Nullable Double secondsLeft,
      @Nullable Double score) {}

  /** An instance, and what it said last. */
  record Instance(String instance, String version, String state) {}

  static ModelsView of(Catalogue catalogue, String model) {
    Entry current = catalogue.current(model);
    Entry previous = catalogue.previous(model);
    return new ModelsView(
        model,
        previous == null ? null : previous.event().getModelVersion(),
        shown(catalogue.versions(model), current).stream()
            .map(entry -> version(entry, entry.equals(current)))
            .toList(),
        catalogue.openCommands().stream().map(entry -> work(entry.event())).toList(),
        catalogue.instances(model).stream().map(entry -> instance(entry.event())).toList());
  }

  /** The last ones, and with them the one in service, however long ago it was promoted. */
  private static List<Entry> shown(List<Entry> versions, @Nullable Entry current) {
    List<Entry> shown = new ArrayList<>();
    int first = Math.max(0, versions.size() - MOST_VERSIONS);
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (i >= first || versions.get(i).equals(current)) {
        shown.add(versions.get(i));
      }
    }
    return shown;
  }

  private static Version version(Entry entry, boolean current) {
    ModelEvent event = entry.event();
    return new Version(
        event.getModelVersion(), state(event), current, entry.timestamp(), message(event));
  }

  private static Work work(ModelEvent event) {
    return new Work(
        String.valueOf(event.getCommandId()),
        message(event),
        event.getProgress(),
        event.getSecondsLeft(),
        event.getScores().get("last"));
  }

  private static Instance instance(ModelEvent event) {
    return new Instance(String.valueOf(event.getInstance()), event.getModelVersion(), state(event));
  }

  private static String state(ModelEvent event) {
    return event.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String message(ModelEvent event) {
    String message = event.getMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    return first.length() <= MOST_CHARACTERS ? first : first.substring(0, MOST_CHARACTERS) + " ...";
  }
}
