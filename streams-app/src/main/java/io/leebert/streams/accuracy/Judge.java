package io.leebert.streams.accuracy;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.accuracy.LabelListener.Outcome;
import io.leebert.streams.topology.DeadLetterNotice;
import io.leebert.streams.topology.ResultListener;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares labels with what this instance answered lately. It remembers answers, and never texts;
 * of a label that waits 64 bits of SHA-256, for labels come from others and may be of any length.
 * Every event counts once, and every label for one event. A label may come before its answer, since
 * the two are on different topics: it waits a while before it is taken to be of an event that
 * somebody else answered. Safe for several threads; nobody holds it for longer than to look one
 * event up, or to give a thousand labels up.
 */
public final class Judge implements ResultListener {
  private static final int MOST_AT_ONCE = 1000;

  private final long waitNanos;
  private final LabelListener listener;
  private final LongSupplier nanoClock;
  private final Recent<Answer> answers;

  /** Labels that wait for their answers, each as its hash. */
  private final Recent<Long> early;

  private @Nullable Window inService;
  private @Nullable Window before;
  private long labels;
  private volatile @Nullable String trouble;

  /** What was answered; label and version are the model's own texts, not copies. */
  private record Answer(String label, int exitLayer, String version) {}

  /**
   * A judge that has heard nothing yet.
   *
   * @param listener hears what becomes of every label
   * @param nanoClock says how long a label has waited
   */
  public Judge(LabelSettings settings, LabelListener listener, LongSupplier nanoClock) {
    this.waitNanos = settings.longestWait().toNanos();
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.answers = new Recent<>(settings.answers(), answer -> {});
    this.early = new Recent<>(settings.answers(), label -> listener.ended(Outcome.UNKNOWN));
  }

  /** To tell events apart that have no id. */
  @Override
  public boolean wantsTexts() {
    return true;
  }

  @Override
  public void predicted(Prediction prediction, @Nullable TextEvent event) {
    if (event == null) {
      return;
    }
    EventKey key = EventKey.of(event.getId(), event.getText(), event.getSecondText());
    Answer answer =
        new Answer(prediction.getLabel(), prediction.getExitLayer(), prediction.getModelVersion());
    long now = nanoClock.getAsLong();
    synchronized (this) {
      Recent.Entry<Answer> same = answers.withId(key);
      Recent.Entry<Answer> entry = answers.add(key, answer, now);
      if (same != null && same.done()) {
        // Its transaction was aborted, and it comes again.
        answers.finish(entry);
        return;
      }
      Recent.Entry<Long> label = early.find(key);
      if (label != null && !label.done()) {
        early.finish(label);
        judge(entry, EventKey.hash(answer.label()) == label.value());
      }
    }
  }

  @Override
  public void deadLettered(DeadLetterNotice notice) {
    // There is no answer that could be right.
  }

  /** A label arrives. */
  public void label(LabelledText labelled) {
    EventKey key = EventKey.of(labelled.getId(), labelled.getText(), labelled.getSecondText());
    // As the trainer takes it.
    String label = labelled.getLabel().strip();
    long hash = EventKey.hash(label);
    long now = nanoClock.getAsLong();
    synchronized (this) {
      labels++;
      Recent.Entry<Answer> answer = answers.find(key);
      if (answer == null) {
        await(key, hash, now);
      } else if (answer.done()) {
        listener.ended(Outcome.REPEATED);
      } else {
        judge(answer, answer.value().label().equals(label));
      }
    }
  }

  private void await(EventKey key, long hash, long now) {
    Recent.Entry<Long> same = early.withId(key);
    if (same != null && !same.done()) {
      listener.ended(Outcome.REPEATED);
    } else {
      early.add(key, hash, now);
    }
  }

  private void judge(Recent.Entry<Answer> entry, boolean right) {
    answers.finish(entry);
    Answer answer = entry.value();
    Window window = window(answer.version());
    if (window != null) {
      window.add(answer.exitLayer(), right);
    }
    listener.ended(Outcome.JUDGED);
    listener.judged(answer.exitLayer(), right);
  }

  private @Nullable Window window(String version) {
    if (inService != null && inService.version().equals(version)) {
      return inService;
    }
    return before != null && before.version().equals(version) ? before : null;
  }

  /** A label came that cannot be read. */
  public synchronized void unreadable() {
    labels++;
    listener.ended(Outcome.UNREADABLE);
  }

  /** Gives labels up that have waited for too long; to be called now and then. */
  public void giveUp() {
    long before = nanoClock.getAsLong() - waitNanos;
    boolean more = true;
    while (more) {
      // Not all in one go: a stream thread may want to look an event up meanwhile.
      synchronized (this) {
        more = early.forgetBefore(before, MOST_AT_ONCE);
      }
    }
  }

  /** A version takes over from the next event on; its accuracy begins anew. */
  public synchronized void serves(String version) {
    if (inService == null || !inService.version().equals(version)) {
      before = inService;
      inService = new Window(version);
    }
  }

  /** Labels cannot be read for now. */
  void failed(String why) {
    trouble = why;
    listener.failed();
  }

  /** They can again. */
  void recovered() {
    trouble = null;
  }

  /** What can be said now. */
  public synchronized AccuracyReport report() {
    return new AccuracyReport(
        inService == null ? null : inService.accuracy(),
        before == null ? null : before.accuracy(),
        labels,
        trouble);
  }
}
