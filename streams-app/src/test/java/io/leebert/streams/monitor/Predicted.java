package io.leebert.streams.monitor;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.fixture.SmallPrediction;
import java.time.Instant;

/** Predictions made up for what watches them. */
final class Predicted {
  private Predicted() {}

  /** Of an event that happened just now. */
  static Prediction now(int exitLayer) {
    return at(Instant.now(), exitLayer);
  }

  /** Of an event of a time. */
  static Prediction at(Instant timestamp, int exitLayer) {
    return SmallPrediction.of("billing", exitLayer, "7", timestamp);
  }
}
