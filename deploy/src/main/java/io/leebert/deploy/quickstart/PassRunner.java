package io.leebert.deploy.quickstart;

import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.Ledger;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends a pass and reads what comes back, both at once. Predictions of other passes that turn up
 * late count as unknown, so a doubled one is found even then.
 */
final class PassRunner {
  private static final int CUSTOMERS = 97;
  private static final Duration READ = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Something may still be doubled after the last one came: look a moment longer. */
  private static final Duration AFTERWARDS = Duration.ofMillis(500);

  private final EventProducer producer;
  private final EventProducer labels;
  private final PredictionReader reader;
  private final Runnable healthCheck;

  /**
   * A runner over open producers and a reader that stands at the topic's end.
   *
   * @param labels gets the true label of every event that is answered
   * @param healthCheck throws when going on makes no sense; asked between reads
   */
  PassRunner(
      EventProducer producer, EventProducer labels, PredictionReader reader, Runnable healthCheck) {
    this.producer = producer;
    this.labels = labels;
    this.reader = reader;
    this.healthCheck = healthCheck;
  }

  /**
   * Runs a pass until everything came back, or nothing does for a minute.
   *
   * @param answers gets every answer as it comes
   */
  PassResult run(Pass pass, Consumer<Answer> answers) {
    Flight flight = new Flight(pass);
    long begin = System.nanoTime();
    Background sending = Background.start("produce", () -> send(flight, begin));
    PassTally tally = new PassTally();
    long last = begin;
    while (!sending.isDone() || flight.ledger.missing() > 0) {
      healthCheck.run();
      if (sending.hasFailed()) {
        break;
      }
      for (SeenPrediction seen : reader.read(READ)) {
        last = seen.readNanos();
        flight.note(seen, tally, answers);
      }
      if (sending.isDone() && System.nanoTime() - last > SILENCE.toNanos()) {
        break;
      }
    }
    sending.join();
    long until = System.nanoTime() + AFTERWARDS.toNanos();
    while (System.nanoTime() < until) {
      reader.read(READ).forEach(seen -> flight.note(seen, tally, answers));
    }
    return tally.result(pass.name(), flight.ledger.counts(), last - begin);
  }

  private void send(Flight flight, long begin) {
    Pass pass = flight.pass;
    for (int i = 0; i < pass.messages().size(); i++) {
      if (pass.perSecond() > 0) {
        awaitNanos(begin + (long) (i * 1e9 / pass.perSecond()));
      }
      producer.send(flight.depart(i));
    }
    producer.flush();
  }

  private static void awaitNanos(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static String key(int index) {
    return "customer-" + index % CUSTOMERS;
  }

  /** The events of a pass that are under way. */
  private final class Flight {
    final Pass pass;
    final Ledger ledger = new Ledger();
    private final long[] sentNanos;

    Flight(Pass pass) {
      this.pass = pass;
      this.sentNanos = new long[pass.messages().size()];
    }

    OutgoingEvent depart(int index) {
      Message message = pass.messages().get(index);
      String key = key(index);
      String id = pass.name() + "-" + index;
      sentNanos[index] = System.nanoTime();
      ledger.sent(key, id);
      return OutgoingEvent.of(key, message.text(), id).withPatience(pass.patience());
    }

    void note(SeenPrediction seen, PassTally tally, Consumer<Answer> answers) {
      String id = seen.prediction().getId();
      if (!ledger.seen(id) || id == null) {
        return;
      }
      int index = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
      Message message = pass.messages().get(index);
      labels.send(new OutgoingEvent(key(index), message.text(), null, id, message.label(), null));
      Answer answer = new Answer(message, seen.prediction(), seen.readNanos() - sentNanos[index]);
      tally.add(answer);
      answers.accept(answer);
    }
  }
}
