package io.leebert.deploy.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of events: lost, doubled, out of order within a key. An event is known by its
 * id (its own, or the coordinates it was written to); the order that counts is that of {@link
 * #sent}. Safe for use by a producing and a reading thread.
 */
public final class Ledger {
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Integer> lastSeenOfKey = new HashMap<>();
  private int answered;
  private int predictions;
  private int duplicated;
  private int outOfOrder;
  private int unknown;

  private static final class Entry {
    final int sequence;
    final @Nullable String key;
    boolean seen;

    Entry(int sequence, @Nullable String key) {
      this.sequence = sequence;
      this.key = key;
    }
  }

  /**
   * Notes an event before it is produced.
   *
   * @param key events of one key keep their order; null for an event without
   * @throws IllegalArgumentException when the id was sent already
   */
  public synchronized void sent(@Nullable String key, String id) {
    if (entries.putIfAbsent(id, new Entry(entries.size(), key)) != null) {
      throw new IllegalArgumentException("event " + id + " was sent already");
    }
  }

  /**
   * Notes a prediction.
   *
   * @param id the event it belongs to; null counts as unknown
   * @return whether it is the first one of its event
   */
  public synchronized boolean seen(@Nullable String id) {
    predictions++;
    Entry entry = id == null ? null : entries.get(id);
    if (entry == null) {
      unknown++;
      return false;
    }
    if (entry.seen) {
      duplicated++;
      return false;
    }
    entry.seen = true;
    answered++;
    if (entry.key != null) {
      int last = lastSeenOfKey.getOrDefault(entry.key, -1);
      if (entry.sequence < last) {
        outOfOrder++;
      }
      lastSeenOfKey.put(entry.key, Math.max(last, entry.sequence));
    }
    return true;
  }

  /** Events that still lack a prediction. */
  public synchronized int missing() {
    return entries.size() - answered;
  }

  /** Some ids of events that lack a prediction, for a message. */
  public synchronized List<String> missingIds(int atMost) {
    List<String> ids = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (!entry.seen && ids.size() < atMost) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** The counts so far. */
  public synchronized LedgerCounts counts() {
    return new LedgerCounts(
        entries.size(), predictions, missing(), duplicated, outOfOrder, unknown);
  }
}
