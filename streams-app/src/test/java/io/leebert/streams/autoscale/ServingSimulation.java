package io.leebert.streams.autoscale;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.autoscale.QualityFrontier.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * An instance under load on virtual time: events arrive at random, wait, and run in batches on a
 * device whose real cost may differ from the one measured at the start. The controller looks every
 * quarter of a second, at what the lag monitor saw a look earlier.
 */
final class ServingSimulation {
  static final int LAYERS = 12;
  static final int BATCH = 64;
  static final double TOKENS = 24;

  /** What a trial on SST-2 measured. */
  static final QualityFrontier FRONTIER =
      new QualityFrontier(
          List.of(
              new Step(1, 0.861, 2.14),
              new Step(2, 0.891, 3.31),
              new Step(3, 0.900, 4.40),
              new Step(4, 0.904, 5.48),
              new Step(6, 0.905, 7.51),
              new Step(12, 0.906, 12.0)));

  private static final double MILLI = 1e-3;
  private static final long TICK_MILLIS = 250;

  /** One look of the controller. */
  record Look(
      double second, double lag, int patience, boolean changed, double rate, String reason) {}

  /** An event that came out. */
  record Served(double second, double age, int patience) {}

  final List<Look> looks = new ArrayList<>();
  final List<Served> served = new ArrayList<>();
  private final AutoscaleSettings settings;
  private final DoubleUnaryOperator arrivalsPerSecond;
  private final Random random = new Random(17);
  private final CostProfile costs = profile();
  private DoubleUnaryOperator slowness = second -> 1;
  private DoubleUnaryOperator delivered = second -> 1;

  ServingSimulation(AutoscaleSettings settings, DoubleUnaryOperator arrivalsPerSecond) {
    this.settings = settings;
    this.arrivalsPerSecond = arrivalsPerSecond;
  }

  /** The device takes so many times longer than it did at the start. */
  ServingSimulation onADevice(DoubleUnaryOperator timesSlower) {
    slowness = timesSlower;
    return this;
  }

  /** While this is 0 the broker delivers nothing, and events pile up there. */
  ServingSimulation behindABroker(DoubleUnaryOperator deliveredShare) {
    delivered = deliveredShare;
    return this;
  }

  /** Full depth does 100 events a second in full batches, the lowest patience about 540. */
  static double batchSeconds(int rows, double layer) {
    return 0.004 + rows * layer * (0.64 - 0.004) / (BATCH * LAYERS);
  }

  static double capacity(double layer) {
    return BATCH / batchSeconds(BATCH, layer);
  }

  /** The best that an oracle who knows the arrivals would choose. */
  static Step oracle(double arrivals, double timesSlower) {
    Step best = FRONTIER.cheapest();
    for (Step step : FRONTIER.steps()) {
      if (capacity(step.layer()) / timesSlower >= arrivals) {
        best = step;
      }
    }
    return best;
  }

  private static CostProfile profile() {
    List<CostProfile.Run> runs = new ArrayList<>();
    for (int rows : new int[] {1, 16}) {
      for (double layer : new double[] {1, LAYERS}) {
        double layers = rows * layer;
        long nanos = (long) (batchSeconds(rows, layer) * 1e9);
        runs.add(new CostProfile.Run(rows, (int) TOKENS, layers, layers, nanos));
      }
    }
    return CostProfile.fit(runs, LAYERS);
  }

  /** Runs for so many seconds. */
  ServingSimulation run(double seconds) {
    PatienceController controller = new PatienceController(settings);
    ArrivalMeter arrivals = new ArrivalMeter(Duration.ofSeconds(5));
    ArrayDeque<Double> broker = new ArrayDeque<>();
    List<Double> running = List.of();
    Memory memory = Memory.empty();
    int patience = FRONTIER.best().patience();
    int runningPatience = patience;
    double free = 0;
    double seenLag = 0;
    double arrived = 0;
    for (long milli = 0; milli < seconds * 1000; milli++) {
      double now = milli * MILLI;
      int count = poisson(arrivalsPerSecond.applyAsDouble(now) * MILLI);
      arrived += count;
      for (int i = 0; i < count; i++) {
        broker.add(now);
      }
      if (now >= free) {
        for (double since : running) {
          served.add(new Served(now, now - since, runningPatience));
        }
        running = new ArrayList<>();
        if (!broker.isEmpty() && delivered.applyAsDouble(now) > 0) {
          while (running.size() < BATCH && !broker.isEmpty()) {
            running.add(broker.removeFirst());
          }
          runningPatience = patience;
          double layer = layerOf(patience);
          double took = batchSeconds(running.size(), layer) * slowness.applyAsDouble(now);
          free = now + took;
          double layers = layer * running.size();
          costs.observe(
              new CostProfile.Run(
                  running.size(), (int) TOKENS, layers, layers, (long) (took * 1e9)));
        }
      }
      if (milli % TICK_MILLIS == 0) {
        long nanos = milli * 1_000_000;
        arrivals.add(nanos, arrived);
        arrived = 0;
        LoadSnapshot load =
            new LoadSnapshot(
                nanos,
                seenLag,
                arrivals.perSecond(Duration.ofSeconds(1)),
                arrivals.perSecond(Duration.ofSeconds(5)),
                patience,
                choices());
        Decision decision = controller.decide(load, memory);
        looks.add(
            new Look(
                now,
                broker.size() + running.size(),
                decision.patience(),
                decision.patience() != patience,
                arrivalsPerSecond.applyAsDouble(now),
                decision.reason()));
        patience = decision.patience();
        memory = decision.memory();
        seenLag = broker.size() + running.size();
      }
    }
    return this;
  }

  private List<Choice> choices() {
    return FRONTIER.steps().stream()
        .map(step -> new Choice(step.patience(), costs.eventsPerSecond(step.layer(), BATCH)))
        .toList();
  }

  private static double layerOf(int patience) {
    return FRONTIER.steps().stream()
        .filter(step -> step.patience() == patience)
        .findFirst()
        .orElseThrow()
        .layer();
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** The oldest that an event got, of those that came out from one second to another. */
  double oldest(double from, double to) {
    return served.stream()
        .filter(event -> event.second() >= from && event.second() < to)
        .mapToDouble(Served::age)
        .max()
        .orElse(0);
  }

  /** How often patience changed from one second to another. */
  long changes(double from, double to) {
    return looks.stream()
        .filter(look -> look.second() >= from && look.second() < to && look.changed())
        .count();
  }

  /** Patience in force at a second. */
  int patienceAt(double second) {
    return looks.get((int) Math.round(second * 1000 / TICK_MILLIS)).patience();
  }

  /** First second from which on patience is at its best until the end. */
  double bestSince() {
    double since = 0;
    for (Look look : looks) {
      if (look.patience() != FRONTIER.best().patience()) {
        since = look.second() + TICK_MILLIS * MILLI;
      }
    }
    return since;
  }

  /** Steps of the frontier between two patience values. */
  static int stepsBetween(int patience, int other) {
    List<Integer> all = FRONTIER.steps().stream().map(Step::patience).toList();
    return all.indexOf(other) - all.indexOf(patience);
  }
}
