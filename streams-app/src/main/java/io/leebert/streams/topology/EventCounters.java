package io.leebert.streams.topology;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What has been forwarded since the start, by all tasks of this process. */
public final class EventCounters {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final LongAdder predictions = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder exitLayers = new LongAdder();
  private final Recorder forwarding = new Recorder(SIGNIFICANT_DIGITS);

  /**
   * Counts an event with a prediction.
   *
   * @param exitLayer the layer it left at
   * @param forwardNanos time from its answer, and those of all older events of its partition, to
   *     its forwarding
   */
  public void countPrediction(int exitLayer, long forwardNanos) {
    predictions.increment();
    exitLayers.add(exitLayer);
    forwarding.recordValue(forwardNanos);
  }

  /** Counts an event sent to the dead letter topic. */
  public void countDeadLetter() {
    deadLetters.increment();
  }

  /** Events with a prediction. */
  public long predictions() {
    return predictions.sum();
  }

  /** Events sent to the dead letter topic. */
  public long deadLetters() {
    return deadLetters.sum();
  }

  /**
   * Nanoseconds from ready to forwarded, of the predictions since the last call. For one caller.
   */
  public Histogram forwarding() {
    return forwarding.getIntervalHistogram();
  }

  /** Sum of the layers that the predicted events left at. */
  public long exitLayers() {
    return exitLayers.sum();
  }
}
