package io.leebert.streams.accuracy;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.Timings;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events and their answers, made up for who judges them. */
final class Answers {
  private Answers() {}

  static TextEvent event(@Nullable String id, String text) {
    return new TextEvent(text, null, id);
  }

  /** An answer of a version, at a layer. */
  static Prediction answer(String label, int exitLayer, String version) {
    return Prediction.newBuilder()
        .setLabel(label)
        .setConfidence(0.8f)
        .setProbabilities(Map.of(label, 0.8f))
        .setExitLayer(exitLayer)
        .setLayers(4)
        .setPatience(2)
        .setModel("small")
        .setModelVersion(version)
        .setTimings(Timings.newBuilder().setBatchRows(1).build())
        .setSource(
            SourceCoordinates.newBuilder()
                .setTopic("text-events")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(Instant.EPOCH)
                .build())
        .build();
  }
}
