package io.leebert.deploy.bench;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.quickstart.Programs;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.schemas.event.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One application in one round: warmed up, all events at once, then a calm rate, then none. */
final class VariantRun {
  private static final int WARM_UP_EVENTS = 300;

  /** What the last events left behind is done by then. */
  private static final Duration SETTLES = Duration.ofSeconds(3);

  private final ThroughputSettings settings;
  private final ClientSettings clients;
  private final List<Message> messages;
  private final Teardown teardown;
  private final long brokerPid;

  VariantRun(
      ThroughputSettings settings,
      ClientSettings clients,
      List<Message> messages,
      Teardown teardown,
      long brokerPid) {
    this.settings = settings;
    this.clients = clients;
    this.messages = messages;
    this.teardown = teardown;
    this.brokerPid = brokerPid;
  }

  /**
   * Measures an application that serves.
   *
   * @param idle whether to watch it without events, too
   */
  Measures run(Variant variant, int round, ChildJvm app, boolean idle) throws InterruptedException {
    String id = variant.letter() + round;
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    try (EventProducer producer =
            new EventProducer(clients, variant.eventsTopic(), EventEncoding.AVRO);
        PredictionReader reader =
            new PredictionReader(clients, variant.predictionsTopic(), false)) {
      Pass pass = new Pass(producer, reader, app);
      warmUp(pass, id);
      Timed busy = new Timed();
      double cpu = ProcessTime.of(app.pid());
      double broker = ProcessTime.of(brokerPid);
      SpikeResult saturated = pass.run("all-" + id, atOnce(settings.events()), busy);
      double thousands = settings.events() / 1000.0;
      values.put(Measure.CPU_SECONDS_PER_1000, (ProcessTime.of(app.pid()) - cpu) / thousands);
      values.put(
          Measure.BROKER_CPU_SECONDS_PER_1000, (ProcessTime.of(brokerPid) - broker) / thousands);
      saturated(values, saturated, busy);
      boolean ours = variant.patience() != null;
      Timed calmTimes = new Timed();
      SpikeResult calm = pass.run("calm-" + id, calm(), calmTimes);
      latencies(values, calm, Measure.CALM_P50_MILLIS, Measure.CALM_P99_MILLIS);
      if (ours) {
        forwards(
            values,
            busy,
            Measure.SATURATED_FORWARD_P50_MILLIS,
            Measure.SATURATED_FORWARD_P99_MILLIS);
        forwards(
            values, calmTimes, Measure.CALM_FORWARD_P50_MILLIS, Measure.CALM_FORWARD_P99_MILLIS);
      }
      if (idle && settings.idleSeconds() > 0) {
        values.put(Measure.IDLE_CPU_SHARE, idle(app));
      }
      return new Measures(values, saturated.counts().plus(calm.counts()));
    }
  }

  private void warmUp(Pass pass, String id) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
    LoadPlan some = atOnce(Math.min(WARM_UP_EVENTS, settings.events()));
    int passes = 0;
    do {
      passes++;
      pass.run("warm-up-" + id + "-" + passes, some, prediction -> {});
    } while (System.nanoTime() < end);
  }

  private static LoadPlan atOnce(int events) {
    // Nobody sends that fast: the producer is never early.
    double perSecond = 1e6;
    return new LoadPlan(List.of(new LoadPlan.Phase("all at once", perSecond, events / perSecond)));
  }

  private LoadPlan calm() {
    double perSecond = settings.calmPerSecond();
    return new LoadPlan(
        List.of(new LoadPlan.Phase("calm", perSecond, settings.calmEvents() / perSecond)));
  }

  static void saturated(Map<Measure, Double> values, SpikeResult run, Timed timed) {
    int[] answered =
        IntStream.range(0, run.sent().length).filter(i -> !Double.isNaN(run.read()[i])).toArray();
    double seconds =
        IntStream.of(answered).mapToDouble(i -> run.read()[i]).max().orElse(Double.NaN)
            - run.sent()[0];
    values.put(Measure.EVENTS_PER_SECOND, answered.length / seconds);
    values.put(
        Measure.ACCURACY,
        IntStream.of(answered).map(i -> run.right()[i] ? 1 : 0).average().orElse(Double.NaN));
    values.put(
        Measure.MEAN_EXIT_LAYER,
        IntStream.of(answered).map(i -> run.layer()[i]).average().orElse(Double.NaN));
    values.put(Measure.BATCH_ROWS, answered.length / timed.batches);
    values.put(Measure.SESSION_BUSY_SHARE, timed.inferenceSeconds / seconds);
    latencies(values, run, Measure.SATURATED_P50_MILLIS, Measure.SATURATED_P99_MILLIS);
  }

  static void latencies(
      Map<Measure, Double> values, SpikeResult run, Measure median, Measure tail) {
    double[] ages =
        IntStream.range(0, run.sent().length)
            .filter(i -> !Double.isNaN(run.read()[i]))
            .mapToDouble(i -> 1e3 * (run.read()[i] - run.sent()[i]))
            .sorted()
            .toArray();
    values.put(median, SpikeResult.percentile(ages, 0.5));
    values.put(tail, SpikeResult.percentile(ages, 0.99));
  }

  static void forwards(Map<Measure, Double> values, Timed timed, Measure median, Measure tail) {
    double[] millis = timed.forwardMillis.stream().mapToDouble(v -> v).sorted().toArray();
    values.put(median, SpikeResult.percentile(millis, 0.5));
    values.put(tail, SpikeResult.percentile(millis, 0.99));
  }

  private double idle(ChildJvm app) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLES.toMillis());
    double cpu = ProcessTime.of(app.pid());
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(settings.idleSeconds());
    return (ProcessTime.of(app.pid()) - cpu) / ((System.nanoTime() - start) / 1e9);
  }

  /** Sends and reads, as long as the application lives. */
  private final class Pass {
    private final EventProducer producer;
    private final PredictionReader reader;
    private final ChildJvm app;

    Pass(EventProducer producer, PredictionReader reader, ChildJvm app) {
      this.producer = producer;
      this.reader = reader;
      this.app = app;
    }

    SpikeResult run(String name, LoadPlan plan, Consumer<Prediction> firsts) {
      return new SpikeRun(name, plan, messages)
          .run(producer, reader, () -> Programs.requireAlive(teardown, app), firsts);
    }
  }

  /** Adds up what predictions say of their own making. */
  static final class Timed implements Consumer<Prediction> {
    final List<Double> forwardMillis = new ArrayList<>();
    double inferenceSeconds;
    double batches;

    @Override
    public void accept(Prediction prediction) {
      // Every event of a batch tells of the whole batch.
      double share = 1.0 / Math.max(1, prediction.getTimings().getBatchRows());
      batches += share;
      inferenceSeconds += share * prediction.getTimings().getInferenceMicros() / 1e6;
      forwardMillis.add(prediction.getTimings().getForwardMicros() / 1e3);
    }
  }
}
