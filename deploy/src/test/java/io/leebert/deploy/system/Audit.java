package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.Ledger;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import io.leebert.schemas.event.Prediction;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a careful user sees: sends events with keys and ids, reads what is committed, and counts.
 */
final class Audit implements AutoCloseable {
  private static final int KEYS = 251;
  private static final Duration READ = Duration.ofMillis(100);

  /** How long nothing at all may come out. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Beyond the model's length, and the only texts that are. */
  private static final String POISON = "z ".repeat(100);

  final Ledger ledger = new Ledger();
  private final Set<String> coordinates = new HashSet<>();
  private final EventProducer producer;
  private final PredictionReader reader;
  private final AtomicInteger sent = new AtomicInteger();
  private int seen;
  private Consumer<Prediction> looks = prediction -> {};

  private final Set<String> poisoned = new TreeSet<>();
  private final int poisonEvery;

  Audit(ServedTopics topics) {
    this(topics, 0);
  }

  /**
   * An audit of events some of which are poison: texts that are cut, which no others are.
   *
   * @param poisonEvery distance from one poison to the next; 0 for none
   */
  Audit(ServedTopics topics, int poisonEvery) {
    this.poisonEvery = poisonEvery;
    producer = topics.producer();
    reader = topics.reader();
  }

  /** Sends so many events more, of two to eleven words, and waits until they are written. */
  void send(int count) {
    send(count, 0);
  }

  /** Sends so many events more while the test goes on, at a pace. */
  CompletableFuture<@Nullable Void> sendPaced(int count, int perSecond) {
    // Not in the common pool: it may have one thread, which others wait for.
    return CompletableFuture.runAsync(
        () -> send(count, perSecond), task -> new Thread(task, "sender").start());
  }

  /** Sends events at a pace until it is told that it is over. */
  CompletableFuture<@Nullable Void> sendPacedUntil(AtomicBoolean over, int perSecond) {
    return CompletableFuture.runAsync(
        () -> {
          while (!over.get()) {
            send(perSecond / 4, perSecond);
          }
        },
        task -> new Thread(task, "sender").start());
  }

  /** Has every prediction looked at. */
  void onEach(Consumer<Prediction> look) {
    looks = look;
  }

  private void send(int count, int perSecond) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (perSecond > 0) {
        awaitNanos(begin + i * 1_000_000_000L / perSecond);
      }
      int number = sent.get();
      String key = "key-" + number % KEYS;
      String id = "event-" + number;
      String text = "a b c ".repeat(1 + number % 3) + (char) ('a' + number % 26) + " " + number;
      if (poisonEvery > 0 && number % poisonEvery == poisonEvery - 1) {
        text = POISON;
        poisoned.add(id);
      } else {
        ledger.sent(key, id);
      }
      producer.send(OutgoingEvent.of(key, text, id).withPatience(ownPatience(number)));
      sent.incrementAndGet();
    }
    producer.flush();
  }

  /** Every seventh event asks for a depth of its own. */
  private static @Nullable Integer ownPatience(int number) {
    return number % 7 == 0 ? number / 7 % (TinyBundle.LAYERS + 1) : null;
  }

  private static void awaitNanos(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** How many events were handed to the producer. */
  int sent() {
    return sent.get();
  }

  /** Ids of the poison sent; to be asked for when nothing is being sent. */
  Set<String> poisoned() {
    return poisoned;
  }

  /** Reads until so many predictions in all were seen. */
  void readUntil(int predictions) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen < predictions) {
      if (readOnce() > 0) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "only "
                + seen
                + " of "
                + predictions
                + " predictions, and none more within "
                + PATIENCE
                + "; missing among others "
                + ledger.missingIds(5));
      }
    }
  }

  /** Reads until every event has come out, and a moment longer: something may be doubled. */
  void readAll() {
    readUntil(sent.get() - poisoned.size());
    long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (System.nanoTime() < until) {
      readOnce();
    }
  }

  private int readOnce() {
    List<SeenPrediction> read = reader.read(READ);
    for (SeenPrediction prediction : read) {
      seen++;
      ledger.seen(prediction.prediction().getId());
      checkDepth(prediction.prediction());
      looks.accept(prediction.prediction());
      var source = prediction.prediction().getSource();
      coordinates.add(source.getPartition() + "@" + source.getOffset());
    }
    return read.size();
  }

  private static void checkDepth(Prediction prediction) {
    int number = Integer.parseInt(prediction.getId().substring("event-".length()));
    Integer own = ownPatience(number);
    int patience = own == null ? TinyBundle.PATIENCE : own;
    assertThat(prediction.getPatience()).as("patience of event %d", number).isEqualTo(patience);
    assertThat(prediction.getExitLayer())
        .as("exit layer of event %d of patience %d", number, patience)
        .isBetween(Math.min(patience + 1, TinyBundle.LAYERS), TinyBundle.LAYERS);
    if (patience == 0) {
      assertThat(prediction.getExitLayer()).isEqualTo(1);
    }
  }

  /** How many different places of the input topic the predictions name. */
  int places() {
    return coordinates.size();
  }

  @Override
  public void close() {
    producer.close();
    reader.close();
  }
}
