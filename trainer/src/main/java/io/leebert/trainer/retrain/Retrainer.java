package io.leebert.trainer.retrain;

import io.leebert.trainer.train.Engine;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Makes a new version of a model of labelled rows, and decides whether it may take over.
 *
 * <p>Blocks its thread until it is done. The training engine's settings belong to the process: one
 * retraining at a time.
 */
public final class Retrainer {

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final int threads;

  /**
   * A retrainer.
   *
   * @param clock tells when a bundle was made
   * @param nanoTime for estimates of the time left
   * @param threads threads for running graphs, and for training unless a setting says otherwise
   */
  public Retrainer(Clock clock, LongSupplier nanoTime, int threads) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.threads = threads;
  }

  /**
   * Carries out a request, or goes on with it: from the last checkpoint in its work folder, or with
   * the bundle that lies there complete.
   *
   * @param cancelled asked between steps, from the thread that runs
   * @throws RuntimeException when the machine or training itself fails (disk, memory, diverging
   *     loss), and whatever {@code request.rows()} throws; asking again goes on from the last
   *     checkpoint
   */
  public RetrainResult run(
      RetrainRequest request, RetrainListener listener, BooleanSupplier cancelled) {
    RetrainWatch watch = new RetrainWatch(listener, cancelled, nanoTime);
    RetrainSettings settings;
    try {
      settings = RetrainSettings.of(request.settings(), threads);
    } catch (IllegalArgumentException e) {
      return new RetrainResult.Refused(String.valueOf(e.getMessage()));
    }
    try {
      Engine.liftMemoryLimit();
      return new Retraining(request, settings, watch, clock, nanoTime, threads).run();
    } catch (RefusedException e) {
      return e.result();
    } catch (StoppedException e) {
      return new RetrainResult.Cancelled();
    }
  }
}
