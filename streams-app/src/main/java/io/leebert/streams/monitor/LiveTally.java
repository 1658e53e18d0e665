package io.leebert.streams.monitor;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.topology.DeadLetterNotice;
import io.leebert.streams.topology.ExitLayers;
import io.leebert.streams.topology.ResultListener;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the page needs to know of every result, and a few of the results themselves. */
final class LiveTally implements ResultListener {
  /** More results than this are not to be read anyway. */
  private static final int MOST_SHOWN = 20;

  private static final long SHOWN_EVERY_MILLIS = 100;

  /**
   * A result that is shown.
   *
   * @param millis when it was forwarded
   * @param prediction what was said
   * @param text the event's text, or null where texts are not to be shown
   */
  record Shown(long millis, Prediction prediction, @Nullable String text) {}

  private final Clock clock;
  private final boolean texts;
  private final LongAdder predictions = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder ages = new LongAdder();
  private final LongAccumulator oldest = new LongAccumulator(Math::max, 0);
  private final AtomicLongArray exits = new AtomicLongArray(ExitLayers.MOST + 1);
  private final AtomicLong nextShown = new AtomicLong();
  private final ArrayDeque<Shown> shown = new ArrayDeque<>();

  /**
   * A tally.
   *
   * @param texts whether texts of events are shown
   */
  LiveTally(Clock clock, boolean texts) {
    this.clock = clock;
    this.texts = texts;
  }

  @Override
  public boolean wantsTexts() {
    return texts;
  }

  @Override
  public void predicted(Prediction prediction, @Nullable TextEvent event) {
    long now = clock.millis();
    long age = Math.max(0, now - prediction.getSource().getTimestamp().toEpochMilli());
    predictions.increment();
    ages.add(age);
    oldest.accumulate(age);
    exits.incrementAndGet(ExitLayers.toldApart(prediction.getExitLayer()));
    long due = nextShown.get();
    if (now >= due && nextShown.compareAndSet(due, now + SHOWN_EVERY_MILLIS)) {
      show(new Shown(now, prediction, texts && event != null ? event.getText() : null));
    }
  }

  private synchronized void show(Shown result) {
    shown.addFirst(result);
    if (shown.size() > MOST_SHOWN) {
      shown.removeLast();
    }
  }

  @Override
  public void deadLettered(DeadLetterNotice notice) {
    deadLetters.increment();
  }

  /** Results shown, the youngest first. */
  synchronized List<Shown> shown() {
    return new ArrayList<>(shown);
  }

  long predictions() {
    return predictions.sum();
  }

  long deadLetters() {
    return deadLetters.sum();
  }

  /** Sum of the ages of all predicted events, in milliseconds. */
  long ages() {
    return ages.sum();
  }

  /** The greatest age since the last call, in milliseconds. */
  long oldest() {
    return oldest.getThenReset();
  }

  /**
   * How many events left at each layer since the start.
   *
   * @param layers of the model in service; of more than are told apart, those that are
   */
  long[] exits(int layers) {
    long[] counts = new long[ExitLayers.toldApart(layers)];
    for (int layer = 1; layer <= counts.length; layer++) {
      counts[layer - 1] = exits.get(layer);
    }
    return counts;
  }
}
