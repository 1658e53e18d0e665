package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
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
   * @param event the event as it was read, or null where nobody wants its text
   */
  void predicted(Prediction prediction, @Nullable TextEvent event);

  /** An event goes to the dead letter topic. */
  void deadLettered(DeadLetterNotice notice);

  /** Nobody. */
  ResultListener NOBODY =
      new ResultListener() {
        @Override
        public void predicted(Prediction prediction, @Nullable TextEvent event) {}

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
      public void predicted(Prediction prediction, @Nullable TextEvent event) {
        first.predicted(prediction, event);
        second.predicted(prediction, event);
      }

      @Override
      public void deadLettered(DeadLetterNotice notice) {
        first.deadLettered(notice);
        second.deadLettered(notice);
      }
    };
  }
}
