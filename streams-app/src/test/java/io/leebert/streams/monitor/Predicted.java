package io.leebert.streams.monitor;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.Timings;
import java.time.Instant;
import java.util.Map;

/** Predictions made up for what watches them. */
final class Predicted {
  private Predicted() {}

  /** Of an event that happened just now. */
  static Prediction now(int exitLayer) {
    return at(Instant.now(), exitLayer);
  }

  /** Of an event of a time. */
  static Prediction at(Instant timestamp, int exitLayer) {
    return Prediction.newBuilder()
        .setLabel("billing")
        .setConfidence(0.8f)
        .setProbabilities(Map.of("billing", 0.8f))
        .setExitLayer(exitLayer)
        .setLayers(4)
        .setPatience(2)
        .setModel("small")
        .setModelVersion("7")
        .setTokens(9)
        .setTruncated(false)
        .setTimings(
            Timings.newBuilder()
                .setTokenizeMicros(100)
                .setQueueMicros(1000)
                .setInferenceMicros(2000)
                .setBatchRows(4)
                .setOrderMicros(0)
                .setForwardMicros(300)
                .build())
        .setSource(
            SourceCoordinates.newBuilder()
                .setTopic("text-events")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(timestamp)
                .build())
        .build();
  }
}
