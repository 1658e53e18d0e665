package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models that take each other's place while events flow, as a models topic says. */
@ExtendWith(SharedServices.class)
class HotSwapIT {
  private static final int SWAPS = Integer.getInteger("leebert.swaps", 4);
  private static final int PER_SECOND = 400;

  @TempDir Path folder;

  @Test
  void losesDoublesAndReordersNothingWhileModelsTakeOverAndADamagedOneIsRefused(
      ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        ModelsTopic models = new ModelsTopic(clients, topics.application + "-models", folder);
        Audit audit = new Audit(topics)) {
      Map<String, Integer> versions = new HashMap<>();
      SwapAges ages = new SwapAges();
      audit.onEach(
          prediction -> {
            count(prediction, versions);
            ages.add(prediction);
          });
      for (String version : List.of("1", "2", "bad")) {
        models.publish(version);
      }
      models.damage("bad");
      models.promote("1");
      ChildJvm app = topics.serve("app", models.followed("desk-1"));
      models.awaitReport("1", ModelEventType.SERVING);

      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND);
      try {
        // The first events of a process are slow, and would be taken for those of a swap.
        audit.readUntil(2 * PER_SECOND);
        for (int swap = 1; swap <= SWAPS; swap++) {
          String next = swap % 2 == 1 ? "2" : "1";
          ages.begin();
          models.promote(next);
          ModelEvent report = models.awaitTakenOver(next);
          assertThat(report.getInstance()).isEqualTo("desk-1");
          assertThat(report.getScores()).containsKeys("loadMs", "warmUpStopMs");
          ages.end();
          System.out.println("leebert swap: " + report.getScores());
        }
        models.promote("bad");
        ModelEvent refused = models.awaitReport("bad", ModelEventType.LOAD_FAILED);
        assertThat(refused.getMessage()).contains("model.onnx");
        assertThat(refused.getProvenance()).containsEntry("serving", last());
        // What was sent before the refusal may have been answered before it.
        int before = audit.sent();
        audit.readUntil(before);
        int served = versions.getOrDefault(last(), 0);
        audit.readUntil(before + PER_SECOND);
        assertThat(versions.getOrDefault(last(), 0)).isGreaterThan(served);
      } finally {
        over.set(true);
      }
      sending.join();
      audit.readAll();

      System.out.println("leebert swaps: " + ages);
      int sent = audit.sent();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(sent, sent, 0, 0, 0, 0));
      assertThat(audit.places()).isEqualTo(sent);
      assertThat(versions).containsOnlyKeys("1", "2");
      assertThat(app.isAlive()).isTrue();
      assertThat(ServedTopics.text(app.log()))
          .contains("tiny 2 takes over from tiny 1")
          .contains("tiny 1 is closed: its last row is done")
          .contains("tiny bad cannot serve, tiny " + last() + " goes on");
    }
  }

  private static String last() {
    return SWAPS % 2 == 1 ? "2" : "1";
  }

  /** Labels belong to the version that the prediction names. */
  private static void count(Prediction prediction, Map<String, Integer> versions) {
    String version = prediction.getModelVersion();
    assertThat(prediction.getModel()).isEqualTo(ModelsTopic.MODEL);
    assertThat(prediction.getLabel()).endsWith("-" + version);
    versions.merge(version, 1, Integer::sum);
  }

  @Test
  void anOrderedPatienceReachesARunningInstanceAndSurvivesARestartOnTheVersionPromotedLast(
      ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        ModelsTopic models = new ModelsTopic(clients, topics.application + "-models", folder);
        EventProducer events = topics.producer();
        PredictionReader reader = topics.reader()) {
      for (String version : List.of("1", "2", "3", "4")) {
        models.publish(version);
      }
      models.promote("1");
      ChildJvm first = topics.serve("first", models.followed("desk-1"));
      models.awaitReport("1", ModelEventType.SERVING);
      AtomicInteger number = new AtomicInteger();
      assertThat(one(events, reader, number, null).getPatience()).isEqualTo(TinyBundle.PATIENCE);

      models.order(TinyBundle.LAYERS);
      long ordered = System.nanoTime();
      await()
          .atMost(Duration.ofMinutes(5)) // longer than one event may take
          .until(
              () -> one(events, reader, number, null).getPatience(),
              patience -> patience == TinyBundle.LAYERS);
      System.out.println(
          "leebert order of patience: " + (System.nanoTime() - ordered) / 1_000_000 + " ms");
      assertThat(one(events, reader, number, 1).getPatience())
          .as("what an event asks for it gets")
          .isEqualTo(1);

      Signals.terminate(first.pid());
      assertThat(ServedTopics.awaitEnd(first)).isEqualTo(143);
      models.awaitNoReport();
      for (String version : List.of("2", "3", "4")) {
        models.promote(version);
      }
      ChildJvm second = topics.serve("second", models.followed("desk-2"));
      assertThat(ServedTopics.text(second.log())).contains("leebert: serving tiny 4 from ");
      Prediction prediction = one(events, reader, number, null);
      assertThat(prediction.getModelVersion()).isEqualTo("4");
      assertThat(prediction.getLabel()).endsWith("-4");
      assertThat(prediction.getPatience()).isEqualTo(TinyBundle.LAYERS);
      models.order(null);
      await()
          .atMost(Duration.ofMinutes(5)) // longer than one event may take
          .until(
              () -> one(events, reader, number, null).getPatience(),
              patience -> patience == TinyBundle.PATIENCE);
    }
  }

  private static Prediction one(
      EventProducer events,
      PredictionReader reader,
      AtomicInteger number,
      @Nullable Integer patience) {
    String id = "one-" + number.incrementAndGet();
    return ServedTopics.answer(
        events, reader, OutgoingEvent.of("key", "where is my parcel", id).withPatience(patience));
  }
}
