package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every result that is forwarded; on the stream threads, so that it must neither take time
 * nor fail. What it hears of may still be undone with its transaction, and then comes again.
 */
public interface ResultListener {

  /** Whether it wants the texts of events, which otherwise are not kept for it. */
  default boolean wantsTexts() {
    return false;
  }

  /**
   * An event is answered.
   *
   * @param text the event's text, or null where nobody wants it
   */
  void predicted(Prediction prediction, @Nullable String text);

  /** An event goes to the dead letter topic. */
  void deadLettered(DeadLetterNotice notice);

  /** Nobody. */
  ResultListener NOBODY =
      new ResultListener() {
        @Override
        public void predicted(Prediction prediction, @Nullable String text) {}

        @Override
        public void deadLettered(DeadLetterNotice notice) {}
      };

  /** Both, one after the other. */
  static ResultListener both(ResultListener first, ResultListener second) {
    return new ResultListener() {
      @Override
      public boolean wantsTexts() {
        return first.wantsTexts() || second.wantsTexts();
      }

      @Override
      public void predicted(Prediction prediction, @Nullable String text) {
        first.predicted(prediction, text);
        second.predicted(prediction, text);
      }

      @Override
      public void deadLettered(DeadLetterNotice notice) {
        first.deadLettered(notice);
        second.deadLettered(notice);
      }
    };
  }
}
