package io.leebert.trainer.retrain;

import io.leebert.trainer.train.EpochReport;
import io.leebert.trainer.train.ExitScores;
import io.leebert.trainer.train.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a listener how a retraining goes, and ends it when it is cancelled. */
final class RetrainWatch implements TrainingListener {

  private static final long BETWEEN = 1_000_000_000L;

  /** Shares of the whole work, as they are when 5 epochs of some hundred steps are trained. */
  private static final double READ = 0.02;

  private static final double TRAINED = 0.9;
  private static final double EXPORTED = 0.94;

  private final RetrainListener listener;
  private final BooleanSupplier cancelled;
  private final LongSupplier nanoTime;

  private RetrainPhase phase = RetrainPhase.READING;
  private int epoch;
  private int epochs;
  private Map<String, Double> scores = Map.of();
  private double done;
  private int totalSteps = 1;
  private double doneAtStart;
  private @Nullable Long start;
  private long told;

  RetrainWatch(RetrainListener listener, BooleanSupplier cancelled, LongSupplier nanoTime) {
    this.listener = listener;
    this.cancelled = cancelled;
    this.nanoTime = nanoTime;
  }

  /** Asks whether to go on. */
  void check() {
    if (cancelled.getAsBoolean()) {
      throw new StoppedException();
    }
  }

  void notice(String message) {
    listener.notice(message);
  }

  void enters(RetrainPhase next) {
    check();
    phase = next;
    double least =
        switch (next) {
          case READING -> 0;
          case TRAINING -> READ;
          case EXPORTING -> TRAINED;
          case SCORING -> EXPORTED;
        };
    done = Math.max(done, least);
    tell();
  }

  /** At most so many epochs. */
  void epochs(int most) {
    epochs = most;
  }

  @Override
  public void started(int steps, int stepsDone) {
    check();
    totalSteps = Math.max(1, steps);
    if (stepsDone > 0) {
      notice("going on after step %d of %d".formatted(stepsDone, steps));
    }
    reached(stepsDone);
    doneAtStart = done;
    start = nanoTime.getAsLong();
    tell();
  }

  @Override
  public void step(int step, double loss) {
    check();
    reached(step);
    tellSometimes();
  }

  @Override
  public void scored() {
    check();
    tellSometimes();
  }

  @Override
  public void epoch(EpochReport report) {
    check();
    epoch = report.epoch();
    List<Double> exits = report.scores().scores();
    scores = Map.of("average", report.scores().average(), "last", exits.get(exits.size() - 1));
    reached(report.step());
    tell();
  }

  @Override
  public void finished(int bestEpoch, ExitScores best) {
    check();
    if (!best.constantExits().isEmpty()) {
      notice("WARNING: exits " + best.constantExits() + " give every held-out row the same label");
    }
    long silent = best.votes().stream().filter(vote -> !vote).count();
    if (silent > 0) {
      notice(
          "%d of %d exits are no better than the commonest label and do not vote"
              .formatted(silent, best.votes().size()));
    }
  }

  private void reached(int step) {
    done = Math.max(done, READ + (TRAINED - READ) * step / totalSteps);
  }

  private void tellSometimes() {
    if (nanoTime.getAsLong() - told >= BETWEEN) {
      tell();
    }
  }

  private void tell() {
    told = nanoTime.getAsLong();
    listener.progress(
        new RetrainProgress(phase, epoch, epochs, new TreeMap<>(scores), done, secondsLeft()));
  }

  private @Nullable Double secondsLeft() {
    if (start == null || done - doneAtStart < 1e-3) {
      return null;
    }
    double perShare = (told - start) / 1e9 / (done - doneAtStart);
    return perShare * (1 - done);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
