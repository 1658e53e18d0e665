package io.leebert.streams.accuracy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last so many values by the events that they are of. To find one takes the same time however
 * many there are, and however many have the same text. For one thread at a time.
 */
final class Recent<T> {

  /** A value of an event, until it is done with or forgotten. */
  static final class Entry<T> {
    private final EventKey key;
    private final T value;
    private final long nanos;

    /** Of the entries of the same text: the one before and the one after it. */
    private @Nullable Entry<T> older;

    private @Nullable Entry<T> younger;
    private boolean done;
    private boolean forgotten;

    private Entry(EventKey key, T value, long nanos) {
      this.key = key;
      this.value = value;
      this.nanos = nanos;
    }

    T value() {
      return value;
    }

    /** Whether it was done with; only entries with an id are found after that. */
    boolean done() {
      return done;
    }
  }

  private final int most;
  private final Consumer<T> lost;
  private final ArrayDeque<Entry<T>> inOrder = new ArrayDeque<>();
  private final Map<Long, Entry<T>> byId = new HashMap<>();

  /** The youngest of each text that is not done with; events with an id stand apart. */
  private final Map<Long, Entry<T>> byTexts = new HashMap<>();

  /**
   * None yet.
   *
   * @param lost gets what is forgotten before it was done with
   */
  Recent(int most, Consumer<T> lost) {
    this.most = most;
    this.lost = lost;
  }

  /**
   * The youngest, and in place of one with the same id. Forgets the oldest where there are many.
   */
  Entry<T> add(EventKey key, T value, long nanos) {
    Entry<T> entry = new Entry<>(key, value, nanos);
    if (key.hasId()) {
      Entry<T> same = byId.put(key.id(), entry);
      if (same != null) {
        unlink(same);
        same.forgotten = true;
      }
    }
    entry.older = byTexts.put(chain(key.texts(), key.hasId()), entry);
    if (entry.older != null) {
      entry.older.younger = entry;
    }
    inOrder.addLast(entry);
    if (inOrder.size() > most) {
      forget(inOrder.removeFirst());
    }
    return entry;
  }

  /** The one with the key's id, done with or not; null where there is none. */
  @Nullable Entry<T> withId(EventKey key) {
    return key.hasId() ? byId.get(key.id()) : null;
  }

  /**
   * The one of the same event: with the same id where both have one, else the youngest of the same
   * texts that is not done with.
   */
  @Nullable Entry<T> find(EventKey key) {
    Entry<T> found = withId(key);
    if (found == null) {
      found = byTexts.get(chain(key.texts(), false));
    }
    return found != null || key.hasId() ? found : byTexts.get(chain(key.texts(), true));
  }

  /** It is done with: by its texts it is not found again. */
  void finish(Entry<T> entry) {
    unlink(entry);
    entry.done = true;
  }

  /**
   * Forgets those that were added before a time, the oldest first.
   *
   * @param atMost how many, those that are done with included
   * @return whether there are more of them
   */
  boolean forgetBefore(long nanos, int atMost) {
    for (int i = 0; i < atMost && oldestIsBefore(nanos); i++) {
      forget(inOrder.removeFirst());
    }
    return oldestIsBefore(nanos);
  }

  private boolean oldestIsBefore(long nanos) {
    Entry<T> oldest = inOrder.peekFirst();
    return oldest != null && oldest.nanos - nanos < 0;
  }

  private void forget(Entry<T> entry) {
    if (entry.forgotten) {
      return;
    }
    entry.forgotten = true;
    if (entry.key.hasId()) {
      byId.remove(entry.key.id());
    }
    if (!entry.done) {
      unlink(entry);
      lost.accept(entry.value);
    }
  }

  /** Takes it out of those of its text. */
  private void unlink(Entry<T> entry) {
    if (entry.done) {
      return;
    }
    Entry<T> older = entry.older;
    Entry<T> younger = entry.younger;
    if (older != null) {
      older.younger = younger;
    }
    if (younger != null) {
      younger.older = older;
    } else if (older != null) {
      byTexts.put(chain(entry.key.texts(), entry.key.hasId()), older);
    } else {
      byTexts.remove(chain(entry.key.texts(), entry.key.hasId()));
    }
    entry.older = null;
    entry.younger = null;
  }

  private static long chain(long texts, boolean hasId) {
    return hasId ? ~texts : texts;
  }

  /** How many are kept, those that are done with included. */
  int size() {
    return inOrder.size();
  }
}
