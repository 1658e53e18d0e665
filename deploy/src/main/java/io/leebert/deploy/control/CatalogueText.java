package io.leebert.deploy.control;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the models topic adds up to: for people, and as JSON for scripts. */
public final class CatalogueText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private CatalogueText() {}

  /**
   * Renders it.
   *
   * @param only the model to show, or null for all
   */
  public static String of(Catalogue catalogue, @Nullable String only) {
    List<String> lines = new ArrayList<>();
    for (String model : catalogue.models()) {
      if (only == null || only.equals(model)) {
        model(lines, catalogue, model);
      }
    }
    if (lines.isEmpty()) {
      lines.add(
          only == null ? "no model yet" : "no model " + only + ", only " + catalogue.models());
    }
    List<Entry> open = catalogue.openCommands();
    lines.add(open.isEmpty() ? "no command is being carried out" : "commands under way");
    for (Entry entry : open) {
      lines.add("  " + entry.event().getCommandId() + "  " + EventText.line(entry.event()));
    }
    return String.join("\n", lines);
  }

  /**
   * The same as JSON lines: the versions of every model, its patience where one was ordered, its
   * instances, then all commands.
   *
   * @param only the model to show, or null for all
   */
  public static List<String> json(Catalogue catalogue, @Nullable String only) {
    List<String> lines = new ArrayList<>();
    for (String model : catalogue.models()) {
      if (only == null || only.equals(model)) {
        Entry current = catalogue.current(model);
        catalogue.versions(model).forEach(e -> lines.add(EventText.json(e, e.equals(current))));
        Entry patience = catalogue.patience(model);
        if (patience != null) {
          lines.add(EventText.json(patience, false));
        }
        catalogue.instances(model).forEach(e -> lines.add(EventText.json(e, false)));
      }
    }
    catalogue.commands().forEach(e -> lines.add(EventText.json(e, false)));
    return lines;
  }

  private static void model(List<String> lines, Catalogue catalogue, String model) {
    Entry current = catalogue.current(model);
    lines.add("model " + model);
    lines.add(
        "  in service    "
            + (current == null
                ? "nothing was promoted yet"
                : current.event().getModelVersion() + ", promoted " + time(current)));
    Entry previous = catalogue.previous(model);
    if (previous != null) {
      lines.add("  before it     " + previous.event().getModelVersion());
    }
    lines.add("  patience      " + patience(catalogue.patience(model)));
    for (Entry entry : catalogue.instances(model)) {
      ModelEvent event = entry.event();
      lines.add(
          "  instance      "
              + event.getInstance()
              + " "
              + EventText.word(event)
              + " "
              + event.getModelVersion()
              + ", said "
              + time(entry)
              + (event.getMessage() == null ? "" : ": " + event.getMessage()));
    }
    for (Entry entry : catalogue.versions(model)) {
      ModelEvent event = entry.event();
      lines.add(
          "  version       "
              + event.getModelVersion()
              + " "
              + EventText.word(event)
              + " "
              + time(entry));
    }
  }

  private static String patience(@Nullable Entry entry) {
    if (entry == null) {
      return "as every instance is configured";
    }
    ModelEvent event = entry.event();
    if (event.getPatience() != null) {
      return "pinned at " + event.getPatience() + " since " + time(entry);
    }
    Integer min = event.getPatienceMin();
    Integer max = event.getPatienceMax();
    return "follows the load"
        + (min == null ? "" : ", not below " + min)
        + (max == null ? "" : ", not above " + max);
  }

  private static String time(Entry entry) {
    return TIME.format(Instant.ofEpochMilli(entry.timestamp()));
  }
}
