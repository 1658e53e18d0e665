package io.leebert.streams.autoscale;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the patience of one instance: fed with what the lag monitor reads and with every batch that
 * ran, asked by the batcher. Every instance decides from its own partitions and its own capacity.
 */
public final class Autoscaler implements BatchPace {
  /** How often the lag is to be looked at. */
  public static final Duration EVERY = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

  /** Until batches have run, texts are taken for this long. */
  private static final double TOKENS = 20;

  private final QualityFrontier frontier;
  private final double[] expectedLayers;
  private final CostProfile costs;
  private final TrafficProfile traffic;
  private final PatienceController controller;
  private final Reckoning reckoning;
  private final ReachedThroughput reached;
  private final double targetNanos;
  private final int batchRows;
  private Memory memory = Memory.empty();
  private volatile int patience;
  private int given;

  /**
   * An autoscaler that begins at the best patience.
   *
   * @param profile the bundle's quality profile, not empty
   * @param layers number of layers of the model (M)
   * @param costs what its device costs
   * @param batchRows rows in a full batch
   * @throws IllegalArgumentException when the profile has no patience that the settings allow
   */
  public Autoscaler(
      AutoscaleSettings settings,
      List<PatienceQuality> profile,
      int layers,
      CostProfile costs,
      int batchRows) {
    this.frontier = QualityFrontier.of(profile, settings.leastPatience(), settings.mostPatience());
    this.costs = costs;
    this.traffic = new TrafficProfile(layers, TOKENS);
    this.controller = new PatienceController(settings);
    this.reckoning = new Reckoning(batchRows);
    this.reached = new ReachedThroughput(2.0 * batchRows);
    this.targetNanos = settings.lagTarget().toNanos();
    this.batchRows = batchRows;
    this.patience = frontier.best().patience();
    this.expectedLayers = new double[layers + 1];
    for (int p = 0; p <= layers; p++) {
      expectedLayers[p] = Math.min(p + 1, layers);
    }
    for (PatienceQuality quality : profile) {
      expectedLayers[quality.getPatience()] = quality.getMeanExitLayer();
    }
  }

  /** For the device's thread: what the rows of the batch that begins get. */
  @Override
  public int patience() {
    given = patience;
    return given;
  }

  @Override
  public int overheadTokens() {
    return costs.overheadTokens(expectedLayers[patience]);
  }

  @Override
  public void ran(List<Row> rows, List<Classification> answers, long nanos) {
    int longest = 0;
    int followers = 0;
    int deepest = 1;
    double followed = 0;
    double own = 0;
    for (int i = 0; i < rows.size(); i++) {
      int layer = answers.get(i).exitLayer();
      longest = Math.max(longest, rows.get(i).tokens().length());
      deepest = Math.max(deepest, layer);
      if (rows.get(i).patience() == given) {
        followers++;
        followed += layer;
      } else {
        own += layer;
      }
    }
    costs.observe(
        new CostProfile.Run(rows.size(), longest, followed + own, deepest, Math.max(1, nanos)));
    double expected = followers * expectedLayers[given];
    traffic.observe(
        new TrafficProfile.Batch(rows.size(), longest, followers, followed, expected, own));
  }

  /**
   * Takes a reading of the lag and decides. For one thread.
   *
   * @param nanos now
   * @param waiting rows that wait in the batcher
   * @return what was decided, which is in force now
   */
  public Decision look(long nanos, LagMonitor.Reading reading, int waiting) {
    reckoning.add(nanos, reading, waiting);
    reached.look(
        nanos,
        reckoning.lag(),
        waiting,
        reading.forwarded(),
        patience,
        promised(expectedLayers[patience]));
    List<Choice> choices =
        frontier.steps().stream()
            .map(step -> new Choice(step.patience(), eventsPerSecond(step)))
            .toList();
    LoadSnapshot load = reckoning.snapshot(nanos, patience, choices);
    Decision decision = controller.decide(load, memory);
    memory = decision.memory();
    if (decision.patience() != patience) {
      LOG.info("patience {} -> {}: {}", patience, decision.patience(), decision.reason());
      patience = decision.patience();
    }
    return decision;
  }

  private double promised(double layer) {
    return costs.eventsPerSecond(traffic.layer(layer), traffic.tokens(), batchRows, targetNanos);
  }

  private double eventsPerSecond(QualityFrontier.Step step) {
    return promised(step.layer()) * reached.share();
  }

  /** Choices and what the device does with each, for the log. */
  public String describe() {
    StringBuilder text = new StringBuilder("patience follows the load: ");
    for (QualityFrontier.Step step : frontier.steps()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d (%.0f events/s, score %.3f) ",
              step.patience(),
              eventsPerSecond(step),
              step.score()));
    }
    return text.append("by ").append(costs).toString();
  }
}
