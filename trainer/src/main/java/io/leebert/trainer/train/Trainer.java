package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.StandardizedExits;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.LengthBuckets;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.TermGrid;
import io.leebert.trainer.optimize.CrossLevelV2;
import io.leebert.trainer.optimize.HalfSplit;
import io.leebert.trainer.optimize.NormalizedWeights;
import io.leebert.trainer.optimize.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Trains a multi-exit network by LeeBERT's objective.
 *
 * <p>Every epoch splits the rows anew into D1 and D2. After it all exits are scored on the held-out
 * rows; the epoch with the best average of the exits is the result. Two runs with the same data,
 * settings (seed and threads among them) and machine give identical weights.
 */
public final class Trainer {

  private final Hyperparameters settings;
  private final TrainingListener listener;
  private final LongSupplier nanoTime;

  /**
   * A trainer.
   *
   * @param nanoTime a clock for the seconds per step in reports
   */
  public Trainer(Hyperparameters settings, TrainingListener listener, LongSupplier nanoTime) {
    this.settings = settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /**
   * Trains from a backbone; about four times its size in memory.
   *
   * @throws TrainingException when the loss is no number any more
   * @throws IllegalArgumentException when rows are too few or the backbone has too few layers
   */
  @SuppressWarnings("try") // the scope acts by being open
  public TrainingResult train(Backbone backbone, TrainingData data) {
    Engine.fix(settings.threads(), settings.seed());
    try (PointerScope scope = new PointerScope()) {
      Random random = new Random(settings.seed());
      int layers = settings.layers() == 0 ? backbone.config().layers() : settings.layers();
      ExitNetwork network =
          new ExitNetwork(
              new BertEncoder(backbone, layers, settings.freezeEmbeddings(), settings.dropout()),
              new StandardizedExits(
                  layers, backbone.config().hiddenSize(), data.labels().size(), random),
              settings.pooling());
      return run(network, data, random);
    }
  }

  private TrainingResult run(ExitNetwork network, TrainingData data, Random random) {
    int firstHalf = HalfSplit.of(data.train().size(), new Random(0)).first().length;
    int perEpoch =
        LengthBuckets.shuffled(
                new int[firstHalf], positions(firstHalf), settings.batchSize(), new Random(0))
            .size();
    int total = perEpoch * settings.epochs();
    UpdateRule<Batch> rule = rule(network, total);
    Scoring scoring = new Scoring(data.heldOut());
    EarlyStopping stopping = new EarlyStopping(settings.stopAfter());
    Snapshot best = new Snapshot(network);
    List<EpochReport> reports = new ArrayList<>();
    listener.started(total);
    for (int epoch = 1; epoch <= settings.epochs() && !stopping.stops(); epoch++) {
      long before = nanoTime.getAsLong();
      double loss = epoch(rule, data.train(), (epoch - 1) * perEpoch, random);
      double seconds = (nanoTime.getAsLong() - before) / 1e9 / perEpoch;
      ExitScores scores =
          ExitScores.of(scoring.probabilities(network), scoring.gold(), data.metric());
      boolean improved = stopping.improves(scores.average());
      if (improved) {
        best.take();
      }
      EpochReport report =
          new EpochReport(epoch, settings.epochs(), loss, scores, improved, seconds);
      reports.add(report);
      listener.epoch(report);
    }
    best.restore();
    float[][][] probabilities = scoring.probabilities(network);
    ExitScores scores = ExitScores.of(probabilities, scoring.gold(), data.metric());
    listener.finished(stopping.bestEpoch(), scores);
    MultiExitNetwork trained =
        new MultiExitNetwork(
            network.encoder().toBackbone(),
            settings.pooling(),
            network.exits().folded(),
            scores.votes(),
            data.labels(),
            data.maxLength());
    return new TrainingResult(trained, scores, probabilities, reports, stopping.bestEpoch());
  }

  private UpdateRule<Batch> rule(ExitNetwork network, int totalSteps) {
    NetworkLearner learner =
        new NetworkLearner(
            network,
            new LeeBertObjective(settings.teachers(), settings.temperature()),
            new ThetaOptimizer(network, settings),
            new LearningRateSchedule((int) Math.round(totalSteps * settings.warmup()), totalSteps));
    return new CrossLevelV2<>(
        learner,
        new NormalizedWeights(settings.teachers(), network.layers(), settings.weightLearningRate()),
        settings.cycle());
  }

  /** One pass over D1; the mean weighted loss. */
  private double epoch(
      UpdateRule<Batch> rule, List<TokenizedRow> rows, int stepsBefore, Random random) {
    int[] lengths = rows.stream().mapToInt(TokenizedRow::length).toArray();
    HalfSplit split = HalfSplit.of(rows.size(), random);
    List<int[]> first =
        LengthBuckets.shuffled(lengths, split.first(), settings.batchSize(), random);
    List<int[]> second =
        LengthBuckets.shuffled(lengths, split.second(), settings.batchSize(), random);
    Iterator<int[]> others = second.iterator();
    double sum = 0;
    int step = stepsBefore;
    for (int[] positions : first) {
      Iterator<int[]> next = others.hasNext() ? others : second.iterator();
      others = next;
      TermGrid weights = rule.weights();
      TermGrid terms = rule.step(batch(rows, positions), () -> batch(rows, next.next()));
      double loss = terms.dot(weights);
      sum += loss;
      step++;
      listener.step(step, loss);
    }
    return sum / first.size();
  }

  private static Batch batch(List<TokenizedRow> rows, int[] positions) {
    return Batch.of(Arrays.stream(positions).mapToObj(rows::get).toList());
  }

  private static int[] positions(int count) {
    int[] positions = new int[count];
    Arrays.setAll(positions, i -> i);
    return positions;
  }
}
