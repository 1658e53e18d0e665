package io.leebert.streams.monitor;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.Timings;
import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.batch.BatchListener;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import io.leebert.streams.topology.ResultListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Meters of every event and every batch. Made once and held, so that to count costs no look-up and
 * makes no objects.
 */
final class ResultMeters implements ResultListener, BatchListener {
  private final Clock clock;
  private final Counter predictions;
  private final Counter deadLetters;
  private final Map<DeadLetterCause, Counter> causes = new EnumMap<>(DeadLetterCause.class);
  private final Timer age;
  private final Timer tokenize;
  private final Timer queue;
  private final Timer inference;
  private final Timer order;
  private final Timer forward;
  private final DistributionSummary exitLayer;
  private final DistributionSummary batchRows;
  private final DistributionSummary batchTokens;
  private final Counter tokens;
  private final Counter padding;

  ResultMeters(Meters meters, Clock clock) {
    this.clock = clock;
    predictions = meters.counter(ServeMetric.EVENTS, "prediction");
    deadLetters = meters.counter(ServeMetric.EVENTS, "dead_letter");
    for (DeadLetterCause cause : DeadLetterCause.values()) {
      causes.put(cause, meters.counter(ServeMetric.DEAD_LETTERS, Meters.named(cause)));
    }
    age = meters.timer(ServeMetric.EVENT_AGE, Bounds.AGE);
    tokenize = stage(meters, "tokenize");
    queue = stage(meters, "queue");
    inference = stage(meters, "inference");
    order = stage(meters, "order");
    forward = stage(meters, "forward");
    exitLayer = meters.summary(ServeMetric.EXIT_LAYER, Bounds.LAYERS);
    batchRows = meters.summary(ServeMetric.BATCH_ROWS, Bounds.ROWS);
    batchTokens = meters.summary(ServeMetric.BATCH_TOKENS, Bounds.TOKENS);
    tokens = meters.counter(ServeMetric.TOKENS, "text");
    padding = meters.counter(ServeMetric.TOKENS, "padding");
  }

  private static Timer stage(Meters meters, String name) {
    return meters.timer(ServeMetric.EVENT_STAGE, Bounds.STAGE, name);
  }

  @Override
  public void predicted(Prediction prediction, @Nullable TextEvent event) {
    predictions.increment();
    long happened = prediction.getSource().getTimestamp().toEpochMilli();
    // A producer's clock may be ahead of ours.
    age.record(Math.max(0, clock.millis() - happened), TimeUnit.MILLISECONDS);
    Timings timings = prediction.getTimings();
    tokenize.record(timings.getTokenizeMicros(), TimeUnit.MICROSECONDS);
    queue.record(timings.getQueueMicros(), TimeUnit.MICROSECONDS);
    inference.record(timings.getInferenceMicros(), TimeUnit.MICROSECONDS);
    order.record(timings.getOrderMicros(), TimeUnit.MICROSECONDS);
    forward.record(timings.getForwardMicros(), TimeUnit.MICROSECONDS);
    exitLayer.record(prediction.getExitLayer());
  }

  @Override
  public void deadLettered(DeadLetterNotice notice) {
    deadLetters.increment();
    Counter ofCause = causes.get(notice.cause());
    if (ofCause != null) {
      ofCause.increment();
    }
  }

  @Override
  public void begins(int rows, int rowTokens, int cells) {
    batchRows.record(rows);
    batchTokens.record(cells);
    tokens.increment(rowTokens);
    padding.increment((double) cells - rowTokens);
  }
}
