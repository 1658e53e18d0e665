package io.leebert.streams.accuracy;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.fixture.SmallPrediction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events and their answers, made up for who judges them. */
final class Answers {
  private Answers() {}

  static TextEvent event(@Nullable String id, String text) {
    return new TextEvent(text, null, id);
  }

  /** An answer of a version, at a layer. */
  static Prediction answer(String label, int exitLayer, String version) {
    return SmallPrediction.of(label, exitLayer, version, Instant.EPOCH);
  }
}
