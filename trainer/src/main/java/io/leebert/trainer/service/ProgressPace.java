package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets through the latest progress of a command, not more often than is asked for. */
final class ProgressPace {
  private final long every;
  private final LongSupplier nanoTime;
  private final Map<String, Inbox.Latest> latest = new HashMap<>();
  private final Map<String, Long> said = new HashMap<>();

  ProgressPace(Duration every, LongSupplier nanoTime) {
    this.every = every.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * What is to be said now.
   *
   * @param news what came since
   * @param catalogue knows which commands are open still, and all that is known of them
   */
  List<Announcement> due(Map<String, Inbox.Latest> news, Catalogue catalogue) {
    latest.putAll(news);
    said.keySet().removeIf(id -> !isOpen(catalogue, id));
    latest.keySet().removeIf(id -> !isOpen(catalogue, id));
    List<Announcement> due = new ArrayList<>();
    long now = nanoTime.getAsLong();
    for (String id : List.copyOf(latest.keySet())) {
      Long before = said.get(id);
      Entry entry = catalogue.command(id);
      Inbox.Latest next = latest.get(id);
      if (entry != null && next != null && (before == null || now - before >= every)) {
        latest.remove(id);
        said.put(id, now);
        due.add(Events.progress(Opened.of(entry, id), next.progress()));
      }
    }
    return due;
  }

  private static boolean isOpen(Catalogue catalogue, String id) {
    return catalogue.command(id) != null && !catalogue.ended(id);
  }
}
