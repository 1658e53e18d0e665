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
  private static final Duration RECENT = Duration.ofSeconds(1);
  private static final Duration STEADY = Duration.ofSeconds(5);

  private final QualityFrontier frontier;
  private final double[] expectedLayers;
  private final CostProfile costs;
  private final PatienceController controller;
  private final int batchRows;
  private final ArrivalMeter arrivals = new ArrivalMeter(STEADY);
  private Memory memory = Memory.empty();
  private volatile int patience;

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
    this.frontier =
        QualityFrontier.of(
            profile, Math.min(settings.leastPatience(), layers), settings.mostPatience());
    this.costs = costs;
    this.controller = new PatienceController(settings);
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

  @Override
  public int patience() {
    return patience;
  }

  @Override
  public int overheadTokens() {
    return costs.overheadTokens(expectedLayers[patience]);
  }

  @Override
  public void ran(List<Row> rows, List<Classification> answers, long nanos) {
    int longest = 0;
    double layers = 0;
    double expected = 0;
    for (int i = 0; i < rows.size(); i++) {
      longest = Math.max(longest, rows.get(i).tokens().length());
      layers += answers.get(i).exitLayer();
      expected += expectedLayers[Math.min(rows.get(i).patience(), expectedLayers.length - 1)];
    }
    costs.observe(new CostProfile.Run(rows.size(), longest, layers, expected, Math.max(1, nanos)));
  }

  /**
   * Takes a reading of the lag and decides. For one thread.
   *
   * @param nanos now
   */
  public void look(long nanos, LagMonitor.Reading reading) {
    arrivals.add(nanos, reading.arrived());
    List<Choice> choices =
        frontier.steps().stream()
            .map(
                step -> new Choice(step.patience(), costs.eventsPerSecond(step.layer(), batchRows)))
            .toList();
    Decision decision =
        controller.decide(
            new LoadSnapshot(
                nanos,
                reading.lag(),
                arrivals.perSecond(RECENT),
                arrivals.perSecond(STEADY),
                patience,
                choices),
            memory);
    memory = decision.memory();
    if (decision.patience() != patience) {
      LOG.info("patience {} -> {}: {}", patience, decision.patience(), decision.reason());
      patience = decision.patience();
    }
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
              costs.eventsPerSecond(step.layer(), batchRows),
              step.score()));
    }
    return text.append("by ").append(costs).toString();
  }
}
