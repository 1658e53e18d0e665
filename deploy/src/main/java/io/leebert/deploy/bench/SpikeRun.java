package io.leebert.deploy.bench;

import io.leebert.deploy.quickstart.Background;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.Ledger;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import io.leebert.schemas.event.Prediction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Sends the events of a plan when they are due, and reads what comes back meanwhile. */
final class SpikeRun {
  private static final Duration READ = Duration.ofMillis(20);
  private static final int CUSTOMERS = 97;
  private static final double SILENCE_SECONDS = 60;

  private final String name;
  private final LoadPlan plan;
  private final List<Message> messages;
  private final double[] due;
  private final double[] sent;
  private final double[] read;
  private final int[] patience;
  private final int[] layer;
  private final boolean[] right;
  private final Ledger ledger = new Ledger();

  /** A run to be; the messages are sent over and over. */
  SpikeRun(String name, LoadPlan plan, List<Message> messages) {
    this.name = name;
    this.plan = plan;
    this.messages = messages;
    this.due = plan.due();
    this.sent = new double[due.length];
    this.read = new double[due.length];
    this.patience = new int[due.length];
    this.layer = new int[due.length];
    this.right = new boolean[due.length];
    Arrays.fill(read, Double.NaN);
  }

  /**
   * Runs until everything came back, or nothing does for a minute.
   *
   * @param healthCheck throws when going on makes no sense; asked between reads
   */
  SpikeResult run(EventProducer producer, PredictionReader reader, Runnable healthCheck) {
    return run(producer, reader, healthCheck, prediction -> {});
  }

  /**
   * Runs as above.
   *
   * @param firsts gets every event's first prediction
   */
  SpikeResult run(
      EventProducer producer,
      PredictionReader reader,
      Runnable healthCheck,
      Consumer<Prediction> firsts) {
    long begin = System.nanoTime();
    Background sending = Background.start("produce", () -> send(producer, begin));
    double last = 0;
    while (!sending.isDone() || ledger.missing() > 0) {
      healthCheck.run();
      if (sending.hasFailed()) {
        break;
      }
      for (SeenPrediction seen : reader.read(READ)) {
        last = (seen.readNanos() - begin) / 1e9;
        note(seen.prediction(), last, firsts);
      }
      if (sending.isDone() && (System.nanoTime() - begin) / 1e9 - last > SILENCE_SECONDS) {
        break;
      }
    }
    sending.join();
    return new SpikeResult(
        name, plan, sent, read, patience, layer, right, ledger.counts(), List.of());
  }

  private void send(EventProducer producer, long begin) {
    for (int i = 0; i < due.length; i++) {
      long at = begin + (long) (due[i] * 1e9);
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String key = "customer-" + i % CUSTOMERS;
      String id = name + "-" + i;
      sent[i] = (System.nanoTime() - begin) / 1e9;
      ledger.sent(key, id);
      producer.send(OutgoingEvent.of(key, messages.get(i % messages.size()).text(), id));
    }
    producer.flush();
  }

  private void note(Prediction prediction, double second, Consumer<Prediction> firsts) {
    String id = prediction.getId();
    if (!ledger.seen(id) || id == null) {
      return;
    }
    firsts.accept(prediction);
    int event = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    read[event] = second;
    patience[event] = prediction.getPatience();
    layer[event] = prediction.getExitLayer();
    right[event] = messages.get(event % messages.size()).label().equals(prediction.getLabel());
  }
}
