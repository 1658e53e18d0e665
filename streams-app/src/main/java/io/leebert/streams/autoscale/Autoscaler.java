package io.leebert.streams.autoscale;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

  /** In words, why patience is what it is while it does not follow the load. */
  static final String HELD = "held at a number";

  /** Until batches have run, texts are taken for this long. */
  private static final double TOKENS = 20;

  private final List<PatienceQuality> profile;
  private final double[] expectedLayers;
  private final CostProfile costs;
  private final TrafficProfile traffic;
  private final PatienceController controller;
  private final Reckoning reckoning;
  private final ReachedThroughput reached;
  private final double targetNanos;
  private final int batchRows;
  private Memory memory = Memory.empty();
  private volatile QualityFrontier frontier;
  private volatile Standing standing;
  private volatile @Nullable PaceState seen;
  private int given;

  /**
   * What holds now. One value, because a batch that begins amid a change would otherwise see the
   * number of one order beside the pin of another.
   *
   * @param chosen what the load chose last
   * @param pinned what is held in its place, or null
   */
  private record Standing(int chosen, @Nullable Integer pinned) {
    int patience() {
      return pinned == null ? chosen : pinned;
    }
  }

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
    this(settings, profile, layers, costs, batchRows, null);
  }

  /**
   * A successor. What it knows of arrivals goes on; what it has learnt of the device as well, when
   * the two share their costs.
   */
  Autoscaler(
      AutoscaleSettings settings,
      List<PatienceQuality> profile,
      int layers,
      CostProfile costs,
      int batchRows,
      @Nullable Autoscaler before) {
    this.profile = List.copyOf(profile);
    this.frontier = QualityFrontier.of(profile, settings.leastPatience(), settings.mostPatience());
    this.costs = costs;
    this.controller = new PatienceController(settings);
    boolean alike = before != null && before.costs == costs;
    this.reckoning = before == null ? new Reckoning(batchRows) : before.reckoning;
    if (alike && before != null) {
      this.traffic = before.traffic;
      this.reached = before.reached;
    } else {
      double tokens = before == null ? TOKENS : before.traffic.tokens();
      this.traffic = new TrafficProfile(layers, tokens);
      this.reached = new ReachedThroughput(2.0 * batchRows);
    }
    this.targetNanos = settings.lagTarget().toNanos();
    this.batchRows = batchRows;
    this.standing = new Standing(frontier.best().patience(), null);
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
    given = standing.patience();
    return given;
  }

  @Override
  public int overheadTokens() {
    return costs.overheadTokens(expectedLayers[standing.patience()]);
  }

  /**
   * Holds patience at a number, 0 to the model's layers, or with null lets the load decide again.
   */
  synchronized void pin(@Nullable Integer number) {
    standing = new Standing(standing.chosen(), number);
  }

  /**
   * Lets the load choose within other limits.
   *
   * @throws IllegalArgumentException when the profile has no patience within them
   */
  synchronized void range(int least, int most) {
    QualityFrontier within = QualityFrontier.of(profile, least, most);
    int chosen = standing.chosen();
    begin(within, chosen == frontier.best().patience(), chosen);
    frontier = within;
  }

  /** Goes on from where the one before it is: a rush that it has met is not met anew. */
  synchronized void takeOver(Autoscaler before) {
    boolean alike = before.costs == costs;
    if (alike) {
      memory = before.memory();
    }
    int chosen = before.standing.chosen();
    boolean best = chosen == before.frontier.best().patience();
    begin(frontier, best, alike ? chosen : 0);
  }

  private synchronized Memory memory() {
    return memory;
  }

  /** The best, or else no more than so much. */
  private void begin(QualityFrontier choices, boolean best, int most) {
    int found = choices.cheapest().patience();
    for (QualityFrontier.Step step : choices.steps()) {
      if (best || step.patience() <= most) {
        found = step.patience();
      }
    }
    choose(found);
  }

  private void choose(int patience) {
    standing = new Standing(patience, standing.pinned());
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
  public synchronized Decision look(long nanos, LagMonitor.Reading reading, int waiting) {
    Standing now = standing;
    reckoning.add(nanos, reading, waiting);
    reached.look(
        nanos,
        reckoning.lag(),
        waiting,
        reading.forwarded(),
        now.patience(),
        promised(expectedLayers[now.patience()]));
    List<Choice> choices =
        frontier.steps().stream()
            .map(step -> new Choice(step.patience(), eventsPerSecond(step)))
            .toList();
    Decision decision = decide(nanos, now, choices);
    seen = new PaceState(decision.patience(), decision.motive(), decision.reason(), choices);
    return decision;
  }

  private Decision decide(long nanos, Standing now, List<Choice> choices) {
    if (now.pinned() != null) {
      return new Decision(now.patience(), Motive.HELD, HELD, memory);
    }
    LoadSnapshot load = reckoning.snapshot(nanos, now.chosen(), choices);
    Decision decision = controller.decide(load, memory);
    memory = decision.memory();
    if (decision.patience() != now.chosen()) {
      LOG.info("patience {} -> {}: {}", now.chosen(), decision.patience(), decision.reason());
      choose(decision.patience());
    }
    return decision;
  }

  /** What holds now, and why as of the last look; for any thread. */
  PaceState state() {
    Standing now = standing;
    PaceState last = seen;
    List<Choice> choices = last == null ? List.of() : last.choices();
    if (now.pinned() != null) {
      return new PaceState(now.patience(), Motive.HELD, HELD, choices);
    }
    return last == null || last.motive() == Motive.HELD
        ? new PaceState(now.patience(), Motive.COVERED, Reasons.COVERED, choices)
        : new PaceState(now.patience(), last.motive(), last.reason(), choices);
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
