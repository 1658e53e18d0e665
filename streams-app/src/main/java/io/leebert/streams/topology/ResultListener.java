package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;

/**
 * Hears of every result that is forwarded; on the stream threads, so that it must neither take time
 * nor fail. What it hears of may still be undone with its transaction, and then comes again.
 */
public interface ResultListener {

  /** An event is answered. */
  void predicted(Prediction prediction);

  /** An event goes to the dead letter topic. */
  void deadLettered(DeadLetterNotice notice);

  /** Nobody. */
  ResultListener NOBODY =
      new ResultListener() {
        @Override
        public void predicted(Prediction prediction) {}

        @Override
        public void deadLettered(DeadLetterNotice notice) {}
      };

  /** Both, one after the other. */
  static ResultListener both(ResultListener first, ResultListener second) {
    return new ResultListener() {
      @Override
      public void predicted(Prediction prediction) {
        first.predicted(prediction);
        second.predicted(prediction);
      }

      @Override
      public void deadLettered(DeadLetterNotice notice) {
        first.deadLettered(notice);
        second.deadLettered(notice);
      }
    };
  }
}
