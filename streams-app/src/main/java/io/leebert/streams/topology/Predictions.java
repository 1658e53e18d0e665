package io.leebert.streams.topology;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.Timings;
import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.inference.Classification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the prediction of an event out of what the network said. */
final class Predictions {
  private Predictions() {}

  /**
   * Makes one.
   *
   * @param orderNanos how long the answer waited for those of older events
   * @param forwardNanos how long it waited after that
   */
  static Prediction of(
      PendingEvent.Asked event, Classified answer, long orderNanos, long forwardNanos) {
    return of(
        event.question(),
        event.source(),
        event.input().timestamp(),
        answer,
        orderNanos,
        forwardNanos);
  }

  static Prediction of(
      Question question,
      PendingEvent.Source source,
      long timestamp,
      Classified answer,
      long orderNanos,
      long forwardNanos) {
    ModelManifest manifest = question.served().model().manifest();
    Classification classification = answer.classification();
    List<String> labels = manifest.getLabels();
    Map<String, Float> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      probabilities.put(labels.get(i), classification.probabilities()[i]);
    }
    int best = classification.best();
    return Prediction.newBuilder()
        .setLabel(labels.get(best))
        .setConfidence(classification.probabilities()[best])
        .setProbabilities(probabilities)
        .setExitLayer(classification.exitLayer())
        .setLayers(manifest.getLayers())
        .setPatience(answer.patience())
        .setModel(manifest.getModel())
        .setModelVersion(manifest.getModelVersion())
        .setId(question.id())
        .setTokens(question.row().tokens().length())
        .setTruncated(question.row().tokens().truncated())
        .setTimings(
            Timings.newBuilder()
                .setTokenizeMicros(TimeUnit.NANOSECONDS.toMicros(question.tokenizeNanos()))
                .setQueueMicros(TimeUnit.NANOSECONDS.toMicros(answer.queueNanos()))
                .setInferenceMicros(TimeUnit.NANOSECONDS.toMicros(answer.inferenceNanos()))
                .setBatchRows(answer.batchRows())
                .setOrderMicros(TimeUnit.NANOSECONDS.toMicros(orderNanos))
                .setForwardMicros(TimeUnit.NANOSECONDS.toMicros(forwardNanos))
                .build())
        .setSource(
            SourceCoordinates.newBuilder()
                .setTopic(source.topic())
                .setPartition(source.partition())
                .setOffset(source.offset())
                .setTimestamp(Instant.ofEpochMilli(timestamp))
                .build())
        .build();
  }
}
