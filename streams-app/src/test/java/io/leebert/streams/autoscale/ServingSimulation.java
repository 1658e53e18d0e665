package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Instances under load on virtual time: events arrive at random, wait in their partitions, and run
 * in batches on devices whose real cost differs from the one measured at the start. Every
 * instance's real autoscaler looks every quarter of a second.
 */
final class ServingSimulation {
  private static final double MILLI = 1e-3;
  private static final long TICK_MILLIS = Autoscaler.EVERY.toMillis();
  private static final double REBALANCE_SECONDS = 6;

  /** One look of an instance. */
  record Look(
      double second,
      int instance,
      double lag,
      int patience,
      boolean changed,
      double rate,
      String reason) {}

  /** An event that came out. */
  record Served(double second, double age, int patience, int partition) {}

  final List<Look> looks = new ArrayList<>();
  final List<Served> served = new ArrayList<>();
  private final AutoscaleSettings settings;
  private final DoubleUnaryOperator arrivalsPerSecond;
  private final List<SimulatedPartition> partitions = new ArrayList<>();
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private SimulatedDevice device = SimulatedDevice.shared();
  private DoubleUnaryOperator delivered = second -> 1;
  private DoubleUnaryOperator answers = second -> 1;
  private DoubleUnaryOperator hotShare;
  private int instanceCount = 1;
  private double death = Double.MAX_VALUE;
  private long seed = 17;

  ServingSimulation(AutoscaleSettings settings, DoubleUnaryOperator arrivalsPerSecond) {
    this.settings = settings;
    this.arrivalsPerSecond = arrivalsPerSecond;
    this.hotShare = second -> 0;
  }

  ServingSimulation seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  ServingSimulation on(SimulatedDevice newDevice) {
    device = newDevice;
    return this;
  }

  /** The device takes so many times longer than it did at the start. */
  ServingSimulation onADevice(DoubleUnaryOperator timesSlower) {
    return on(device.slowed(timesSlower));
  }

  /** While this is 0 the broker delivers nothing, and events pile up there. */
  ServingSimulation behindABroker(DoubleUnaryOperator deliveredShare) {
    delivered = deliveredShare;
    return this;
  }

  /** While this is 0 the broker does not say how far partitions go. */
  ServingSimulation whoseAdminAnswers(DoubleUnaryOperator answered) {
    answers = answered;
    return this;
  }

  /** Instances share four partitions each; the first one dies at that second. */
  ServingSimulation with(int newInstances, double deathSecond) {
    instanceCount = newInstances;
    death = deathSecond;
    return this;
  }

  /** So much of the load has keys of partition 0. */
  ServingSimulation withAHotPartition(DoubleUnaryOperator share) {
    hotShare = share;
    return this;
  }

  /** Runs for so many seconds. */
  ServingSimulation run(double seconds) {
    Random random = new Random(seed);
    for (int i = 0; i < 4 * instanceCount; i++) {
      partitions.add(new SimulatedPartition(i));
    }
    double[] clock = {0};
    EndOffsets ends =
        (owned, atMost) -> answers.applyAsDouble(clock[0]) == 0 ? Map.of() : ends(owned);
    for (int i = 0; i < instanceCount; i++) {
      SimulatedInstance instance = new SimulatedInstance(settings, device, ends, random);
      instance.partitions.addAll(partitions.subList(4 * i, 4 * i + 4));
      instances.add(instance);
    }
    int[] patience =
        IntStream.range(0, instanceCount).map(i -> instances.get(i).patience()).toArray();
    for (long milli = 0; milli < seconds * 1000; milli++) {
      double now = milli * MILLI;
      clock[0] = now;
      arrive(now, random);
      deathAndRebalance(milli);
      boolean delivers = delivered.applyAsDouble(now) > 0;
      for (int i = 0; i < instanceCount; i++) {
        if (i == 0 && now >= death) {
          continue;
        }
        served.addAll(instances.get(i).step(now, delivers));
        if (milli % TICK_MILLIS == 0) {
          Decision decision = instances.get(i).look(now);
          looks.add(
              new Look(
                  now,
                  i,
                  instances.get(i).lag(),
                  decision.patience(),
                  decision.patience() != patience[i],
                  arrivalsPerSecond.applyAsDouble(now),
                  decision.reason()));
          patience[i] = decision.patience();
        }
      }
    }
    return this;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> owned) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    owned.forEach(name -> ends.put(name, partitions.get(name.partition()).end()));
    return ends;
  }

  private void arrive(double now, Random random) {
    int count = poisson(arrivalsPerSecond.applyAsDouble(now) * MILLI, random);
    double hot = hotShare.applyAsDouble(now);
    for (int i = 0; i < count; i++) {
      int partition = random.nextDouble() < hot ? 0 : random.nextInt(partitions.size());
      partitions.get(partition).arrive(now);
    }
  }

  private void deathAndRebalance(long milli) {
    SimulatedInstance dead = instances.get(0);
    if (milli == Math.round(death * 1000)) {
      dead.die();
    } else if (milli == Math.round((death + REBALANCE_SECONDS) * 1000)) {
      for (int i = 0; i < 4; i++) {
        instances.get(1 + i % (instanceCount - 1)).partitions.add(dead.partitions.get(i));
      }
    }
  }

  private static int poisson(double mean, Random random) {
    double limit = StrictMath.exp(-mean);
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

  /** How often the patience of the first instance changed from one second to another. */
  long changes(double from, double to) {
    return of(0).stream()
        .filter(look -> look.second() >= from && look.second() < to && look.changed())
        .count();
  }

  /** Most changes in any minute from one second to another. */
  long mostChangesInAMinute(double from, double to) {
    long most = 0;
    for (double start = from; start + 60 <= to; start += 5) {
      most = Math.max(most, changes(start, start + 60));
    }
    return most;
  }

  List<Look> of(int instance) {
    return looks.stream().filter(look -> look.instance() == instance).toList();
  }

  /** Patience in force at a second. */
  int patienceAt(double second) {
    return patienceAt(0, second);
  }

  int patienceAt(int instance, double second) {
    return of(instance).get((int) Math.round(second * 1000 / TICK_MILLIS)).patience();
  }

  /** First second from which on patience is at its best until the end. */
  double bestSince() {
    double since = 0;
    for (Look look : looks) {
      if (look.patience() != SimulatedDevice.FRONTIER.best().patience()) {
        since = look.second() + TICK_MILLIS * MILLI;
      }
    }
    return since;
  }

  /** Steps of the frontier given up beyond what the oracle would, averaged over the time. */
  double behindTheOracle(double from, double to) {
    return of(0).stream()
        .filter(look -> look.second() >= from && look.second() < to)
        .mapToInt(
            look ->
                SimulatedDevice.stepsBetween(
                    look.patience(), device.oracle(look.rate(), look.second()).patience()))
        .average()
        .orElseThrow();
  }

  /** What was decided and why, for messages. */
  String story() {
    StringBuilder story = new StringBuilder();
    for (Look look : looks) {
      if (look.changed()) {
        story.append(
            String.format(
                "%n%7.2f s, instance %d: patience %d, lag %.0f: %s",
                look.second(), look.instance(), look.patience(), look.lag(), look.reason()));
      }
    }
    return story.toString();
  }

  Duration target() {
    return settings.lagTarget();
  }
}
