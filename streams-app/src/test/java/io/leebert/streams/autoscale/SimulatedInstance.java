package io.leebert.streams.autoscale;

import io.leebert.streams.fixture.Rows;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** One application: its partitions, its device, and the real autoscaler with its lag monitor. */
final class SimulatedInstance {
  final List<SimulatedPartition> partitions = new ArrayList<>();
  private final SimulatedDevice device;
  private final Random random;
  private final Autoscaler autoscaler;
  private final LagMonitor monitor;
  private final Map<Integer, Row> rows = new HashMap<>();
  private List<SimulatedPartition.Event> running = List.of();
  private int runningPatience;
  private double started;
  private double free;
  private List<Row> batch = List.of();
  private List<Classification> answers = List.of();
  private double busyness;
  private boolean delivered = true;

  SimulatedInstance(
      AutoscaleSettings settings, SimulatedDevice device, EndOffsets endOffsets, Random random) {
    this.device = device;
    this.random = random;
    this.autoscaler =
        new Autoscaler(
            settings,
            SimulatedDevice.profile(),
            SimulatedDevice.LAYERS,
            SimulatedDevice.measured(),
            SimulatedDevice.BATCH);
    this.monitor = new LagMonitor(endOffsets, this::positions, Duration.ZERO);
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    partitions.forEach(partition -> positions.put(partition.name(), partition.position()));
    return positions;
  }

  /** A millisecond: ends the batch that is done and begins the next. */
  List<ServingSimulation.Served> step(double now, boolean delivers) {
    delivered = delivers;
    if (now < free) {
      return List.of();
    }
    List<ServingSimulation.Served> served = new ArrayList<>();
    for (SimulatedPartition.Event event : running) {
      event.partition().forwarded();
      served.add(
          new ServingSimulation.Served(
              now, now - event.second(), runningPatience, event.partition().name().partition()));
    }
    if (!running.isEmpty()) {
      busyness += 0.3 * (running.size() / Math.max(1e-3, now - started) - busyness);
      autoscaler.ran(batch, answers, (long) ((free - started) * 1e9));
    }
    boolean woken = running.isEmpty();
    running = delivers ? take() : List.of();
    if (!running.isEmpty()) {
      begin(now, woken);
    }
    return served;
  }

  private List<SimulatedPartition.Event> take() {
    List<SimulatedPartition.Event> taken = new ArrayList<>();
    boolean more = true;
    while (more && taken.size() < SimulatedDevice.BATCH) {
      more = false;
      for (SimulatedPartition partition : partitions) {
        if (taken.size() < SimulatedDevice.BATCH && partition.waiting() > 0) {
          taken.add(partition.take());
          more = true;
        }
      }
    }
    return taken;
  }

  private void begin(double now, boolean woken) {
    runningPatience = autoscaler.patience();
    Row row =
        rows.computeIfAbsent(
            runningPatience, p -> new Row(Rows.of(5, SimulatedDevice.TOKENS).tokens(), p));
    double layers = 0;
    int deepest = 1;
    batch = new ArrayList<>();
    answers = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      int layer = layer(runningPatience);
      layers += layer;
      deepest = Math.max(deepest, layer);
      batch.add(row);
      answers.add(new Classification(new float[] {1}, layer));
    }
    double beside = 1 / Math.max(0.1, 1 - busyness * device.secondsPerEvent() / 2);
    double took =
        device.batchSeconds(layers, deepest, woken)
            * device.slowness().applyAsDouble(now)
            * beside
            * Math.max(0.5, 1 + device.noise() * random.nextGaussian());
    started = now;
    free = now + took;
  }

  /** Most leave as soon as they may, the others anywhere deeper. */
  private int layer(int patience) {
    int first = Math.min(SimulatedDevice.LAYERS, patience + 1);
    int deeper = SimulatedDevice.LAYERS - first;
    if (deeper == 0) {
      return first;
    }
    double late = 2 * (SimulatedDevice.layerOf(patience) - first) / (deeper + 1);
    return random.nextDouble() < late ? first + 1 + random.nextInt(deeper) : first;
  }

  Decision look(double now) {
    try {
      return autoscaler.look((long) (now * 1e9), monitor.read(), inTheBatcher());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a broker has not delivered waits there and not here. */
  private int inTheBatcher() {
    int waiting = partitions.stream().mapToInt(SimulatedPartition::waiting).sum();
    return delivered ? Math.min(256, waiting) : 0;
  }

  int patience() {
    return autoscaler.patience();
  }

  /** What ran is not forwarded: whoever gets the partitions reads it again. */
  void die() {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).partition().giveBack(running.get(i));
    }
    running = List.of();
  }

  double lag() {
    return running.size() + partitions.stream().mapToInt(SimulatedPartition::waiting).sum();
  }
}
