package io.leebert.streams.topology;

import java.util.concurrent.atomic.LongAdder;

/** What has been forwarded since the start, by all tasks of this process. */
public final class EventCounters {
  private final LongAdder predictions = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder exitLayers = new LongAdder();

  /** Counts an event with a prediction, and the layer it left at. */
  public void countPrediction(int exitLayer) {
    predictions.increment();
    exitLayers.add(exitLayer);
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

  /** Sum of the layers that the predicted events left at. */
  public long exitLayers() {
    return exitLayers.sum();
  }
}
