package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.StandardizedExits;
import io.leebert.trainer.evaluate.TemperatureCalibration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Trains a multi-exit network by LeeBERT's objective, or by one of those it is compared with.
 *
 * <p>After every epoch all exits are scored on the held-out rows; the epoch with the best average
 * of the exits is the result. On the processor two runs with the same data, settings (seed, threads
 * and precision among them) and machine give identical weights, whether or not one of them was cut
 * off and went on from a checkpoint; a GPU adds in an order of its own.
 */
public final class Trainer {

  private final Hyperparameters settings;
  private final TrainingListener listener;
  private final LongSupplier nanoTime;
  private final @Nullable CheckpointFolder checkpoints;
  private final int checkpointEvery;

  /**
   * A trainer that keeps no checkpoints.
   *
   * @param nanoTime a clock for the seconds per step in reports
   */
  public Trainer(Hyperparameters settings, TrainingListener listener, LongSupplier nanoTime) {
    this(settings, listener, nanoTime, null, 0);
  }

  /**
   * A trainer.
   *
   * @param nanoTime a clock for the seconds per step in reports
   * @param checkpoints where checkpoints go and are looked for; null for none
   * @param checkpointEvery steps between two checkpoints, besides one at every epoch's end; 0 for
   *     those only
   */
  public Trainer(
      Hyperparameters settings,
      TrainingListener listener,
      LongSupplier nanoTime,
      @Nullable CheckpointFolder checkpoints,
      int checkpointEvery) {
    this.settings = settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.checkpoints = checkpoints;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * Trains from a backbone, or goes on from a checkpoint; about four times the backbone's size in
   * memory.
   *
   * @throws TrainingException when the loss is no number any more, or a checkpoint is of another
   *     run
   * @throws IllegalArgumentException when rows are too few or the backbone has too few layers
   */
  public TrainingResult train(Backbone backbone, TrainingData data) {
    return train(backbone, null, data);
  }

  /**
   * Trains on from a network that was trained before: from its encoder, and for labels that it
   * knows from its exits, where they vote. Before the first step it answers as it did.
   *
   * @throws TrainingException as when training from a backbone
   * @throws IllegalArgumentException when the network's exits look at something else than these
   *     settings ask for; otherwise as when training from a backbone
   */
  public TrainingResult train(MultiExitNetwork start, TrainingData data) {
    WarmStart.requireSamePooling(start, settings);
    return train(start.backbone(), start, data);
  }

  @SuppressWarnings("try") // the scope acts by being open
  private TrainingResult train(
      Backbone backbone, @Nullable MultiExitNetwork start, TrainingData data) {
    settings.device().require();
    Engine.fix(settings.threads(), settings.seed());
    try (PointerScope scope = new PointerScope()) {
      Random random = new Random(settings.seed());
      int layers = settings.layers() == 0 ? backbone.config().layers() : settings.layers();
      ExitNetwork network =
          new ExitNetwork(
              new BertEncoder(
                  backbone,
                  layers,
                  settings.freezeEmbeddings(),
                  settings.dropout(),
                  settings.device()),
              new StandardizedExits(
                  layers,
                  backbone.config().hiddenSize(),
                  data.labels().size(),
                  random,
                  settings.exits().standardized(),
                  settings.device()),
              settings.exits().pooling(),
              settings.device());
      if (start != null) {
        WarmStart.of(network, start, data);
      }
      return run(network, data, Stage.of(settings.method(), layers, random));
    }
  }

  @SuppressWarnings("try") // the scope acts by being open
  private TrainingResult run(ExitNetwork network, TrainingData data, List<Stage> stages) {
    int perEpoch =
        EpochBatches.of(
                data.train(), settings.batchSize(), settings.method().weighting().splitsRows(), 0)
            .steps();
    int perStage = perEpoch * settings.epochs();
    TrainingRun run =
        new TrainingRun(
            settings,
            network,
            data,
            listener,
            nanoTime,
            checkpoints,
            checkpointEvery,
            stages.size(),
            perStage);
    CheckpointFolder.Found found = checkpoints == null ? null : checkpoints.newest().orElse(null);
    int firstStage = 0;
    if (found != null) {
      run.restore(found.checkpoint());
      firstStage = found.checkpoint().stage();
    }
    listener.started(
        perStage * stages.size(),
        found == null ? 0 : run.steps(firstStage, found.checkpoint().stageSteps()));
    int bestEpoch = 0;
    for (int index = firstStage; index < stages.size(); index++) {
      // What only a stage needs, its best epoch and its moments, goes with it.
      try (PointerScope scope = new PointerScope()) {
        StageRun stage = new StageRun(run, stages.get(index), index, perEpoch);
        if (found != null && index == firstStage) {
          stage.resume(found);
        }
        bestEpoch = stage.train();
      }
    }
    return finish(run, stages.get(stages.size() - 1).trained(), data, bestEpoch);
  }

  private TrainingResult finish(
      TrainingRun run, List<Boolean> trained, TrainingData data, int bestEpoch) {
    float[][][] uncalibrated = run.probabilities();
    int[] gold = run.gold();
    List<Double> temperatures = temperatures(uncalibrated, gold, trained);
    float[][][] probabilities = atTemperatures(uncalibrated, temperatures);
    ExitScores scores =
        ExitScores.of(probabilities, gold, data.metric(), trained, settings.exits().earnedVotes());
    listener.finished(bestEpoch, scores);
    List<LinearExit> exits = new ArrayList<>();
    for (LinearExit exit : run.network().exits().folded()) {
      exits.add(exit.cooled(temperatures.get(exits.size())));
    }
    MultiExitNetwork network =
        new MultiExitNetwork(
            run.network().encoder().toBackbone(),
            settings.exits().pooling(),
            exits,
            scores.votes(),
            data.labels(),
            data.maxLength());
    List<EpochReport> reports = run.reports();
    return new TrainingResult(
        network,
        scores,
        probabilities,
        uncalibrated,
        temperatures,
        reports,
        bestEpoch,
        run.history(),
        run.stepsDone(),
        run.seconds());
  }

  private List<Double> temperatures(float[][][] probabilities, int[] gold, List<Boolean> trained) {
    if (!settings.exits().calibrated()) {
      return Collections.nCopies(trained.size(), 1.0);
    }
    List<Double> temperatures = new ArrayList<>();
    for (int exit = 0; exit < trained.size(); exit++) {
      temperatures.add(
          trained.get(exit) ? TemperatureCalibration.fit(probabilities, gold, exit) : 1.0);
    }
    return temperatures;
  }

  private static float[][][] atTemperatures(float[][][] probabilities, List<Double> temperatures) {
    float[][][] cooled = new float[probabilities.length][][];
    for (int row = 0; row < cooled.length; row++) {
      cooled[row] = new float[temperatures.size()][];
      for (int exit = 0; exit < temperatures.size(); exit++) {
        double temperature = temperatures.get(exit);
        float[] distribution = probabilities[row][exit];
        cooled[row][exit] =
            temperature == 1 ? distribution : TemperatureCalibration.at(distribution, temperature);
      }
    }
    return cooled;
  }
}
