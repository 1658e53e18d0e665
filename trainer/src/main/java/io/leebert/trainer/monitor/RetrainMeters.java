package io.leebert.trainer.monitor;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.monitor.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** Meters of retrainings, from what is said of them. The events come from one thread. */
final class RetrainMeters {
  private static final List<String> SCORES = List.of("average", "last");

  /** Where the end of a retraining says what the gate thought of it. */
  private static final String VERDICT = "made.verdict";

  private static final List<Duration> BOUNDS =
      LongStream.of(10, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 86_400)
          .mapToObj(Duration::ofSeconds)
          .toList();

  private final LongSupplier nanoTime;
  private final Timer seconds;
  private final Map<String, Counter> gates = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();
  private volatile boolean running;
  private volatile double progress = Double.NaN;
  private volatile double secondsLeft = Double.NaN;
  private volatile Map<String, Double> scores = Map.of();

  RetrainMeters(Meters meters, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    seconds = meters.timer(TrainerMetric.SECONDS, BOUNDS);
    for (String verdict : List.of("passed", "rejected", "manual")) {
      gates.put(verdict, meters.counter(TrainerMetric.GATES, verdict));
    }
    meters.gauge(TrainerMetric.RUNNING, () -> running ? 1 : 0);
    meters.gauge(TrainerMetric.PROGRESS, () -> progress);
    meters.gauge(TrainerMetric.SECONDS_LEFT, () -> secondsLeft);
    for (String score : SCORES) {
      meters.gauge(TrainerMetric.SCORE, () -> scores.getOrDefault(score, Double.NaN), score);
    }
  }

  /** A retraining is somewhere on its way. */
  void progresses(ModelEvent event) {
    begun.putIfAbsent(String.valueOf(event.getCommandId()), nanoTime.getAsLong());
    Double done = event.getProgress();
    Double left = event.getSecondsLeft();
    progress = done == null ? progress : done;
    secondsLeft = left == null ? Double.NaN : left;
    scores = event.getScores().containsKey("average") ? Map.copyOf(event.getScores()) : scores;
    running = true;
  }

  /** A retraining came to its end. */
  void ends(ModelEvent event) {
    Long begin = begun.remove(String.valueOf(event.getCommandId()));
    if (begin != null) {
      seconds.record(nanoTime.getAsLong() - begin, TimeUnit.NANOSECONDS);
    }
    String verdict = event.getProvenance().get(VERDICT);
    Counter gate = verdict == null ? null : gates.get(verdict.toLowerCase(Locale.ROOT));
    if (gate != null) {
      gate.increment();
    }
    if (begun.isEmpty()) {
      rest();
    }
  }

  /** There is no retraining here any more. */
  void rest() {
    begun.clear();
    running = false;
    progress = Double.NaN;
    secondsLeft = Double.NaN;
    scores = Map.of();
  }
}
