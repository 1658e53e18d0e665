package io.leebert.deploy.traffic;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.Timings;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions for tests. */
public final class PredictionFixture {
  private PredictionFixture() {}

  /** A prediction that left a network of 12 layers. */
  public static Prediction prediction(@Nullable String id, String label, int exitLayer) {
    return Prediction.newBuilder()
        .setLabel(label)
        .setConfidence(0.875f)
        .setProbabilities(Map.of(label, 0.875f, "other", 0.125f))
        .setExitLayer(exitLayer)
        .setLayers(12)
        .setPatience(4)
        .setModel("pharmacy")
        .setModelVersion("1")
        .setId(id)
        .setTokens(9)
        .setTimings(new Timings(1L, 2L, 3L, 4, 5L, 6L))
        .setSource(new SourceCoordinates("text-events", 2, 17L, Instant.ofEpochMilli(1000)))
        .build();
  }
}
