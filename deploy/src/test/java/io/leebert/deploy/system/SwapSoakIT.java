package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many models that take each other's place while events flow; only under {@code -Psoak}, for it is
 * about time and memory. {@link HotSwapIT} holds what it can of this in every build.
 */
@ExtendWith(ChaosServices.class)
@EnabledIfSystemProperty(named = "leebert.soak", matches = "true")
class SwapSoakIT {
  private static final int SWAPS = Integer.getInteger("leebert.swaps", 20);
  private static final int KILLS = Integer.getInteger("leebert.chaos.kills", 10);
  private static final int PER_SECOND = Integer.getInteger("leebert.swaps.per-second", 400);

  /** A heap that is all there from the start, so that what grows is not the heap. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

  /** Swaps until every path has been taken and every arena is as large as it gets. */
  private static final int SETTLED = 5;

  private static final long MOST_GROWTH = 12L << 20;

  /** Twice is what is asked for; a machine that also does something else gets as much again. */
  private static final double MOST_TIMES = 4;

  private static final double LEAST_STEADY_MS = 10;

  /** {@code leebert.batch.delay.ms}, which rows of the new model wait for company like all. */
  private static final double DELAY_MS = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void memoryIsFlatAndEventsStayYoungOverManySwaps(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        ModelsTopic models = new ModelsTopic(clients, topics.application + "-models", folder);
        Audit audit = new Audit(topics)) {
      SwapAges ages = new SwapAges();
      audit.onEach(ages::add);
      models.publish("1");
      models.publish("2");
      models.promote("1");
      topics.jvm(FIXED_HEAP);
      ChildJvm app = topics.serve("app", models.followed("desk-1"));
      List<Double> gaps = new ArrayList<>();
      List<Long> memory = new ArrayList<>();
      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND);
      try {
        // Until the process is warm.
        audit.readUntil(15 * PER_SECOND);
        for (int swap = 1; swap <= SWAPS; swap++) {
          String next = swap % 2 == 1 ? "2" : "1";
          ages.begin();
          models.promote(next);
          gaps.add(models.awaitTakenOver(next).getScores().get("swapGapMs"));
          ages.end();
          audit.readUntil(audit.sent() + 2 * PER_SECOND);
          memory.add(residentBytes(app));
        }
      } finally {
        over.set(true);
      }
      sending.join();
      audit.readAll();

      System.out.println("leebert swaps: " + ages + "; gaps " + gaps + " ms; memory " + memory);
      int sent = audit.sent();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(sent, sent, 0, 0, 0, 0));
      assertThat(memory.get(SWAPS - 1) - memory.get(SETTLED)).isLessThan(MOST_GROWTH);
      assertThat(ages.p99During())
          .as("%s", ages)
          .isLessThanOrEqualTo(MOST_TIMES * Math.max(LEAST_STEADY_MS, ages.p99Between()));
      assertThat(gaps.stream().sorted().toList().get(SWAPS / 2))
          .as("the device stands still no longer than two batches take")
          .isLessThanOrEqualTo(DELAY_MS + 2 * ages.batchP99Between());
    }
  }

  /** As {@code kill -9} does: before a model is loaded, while it is, and when it has taken over. */
  @Test
  void losesDoublesAndReordersNothingWhenInstancesAreKilledWhileModelsTakeOver(
      ClientSettings clients) throws Exception {
    Random random = new Random(Scale.read().seed());
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        ModelsTopic models = new ModelsTopic(clients, topics.application + "-models", folder);
        Audit audit = new Audit(topics)) {
      Map<String, Integer> versions = new HashMap<>();
      audit.onEach(
          prediction -> {
            assertThat(prediction.getLabel()).endsWith("-" + prediction.getModelVersion());
            versions.merge(prediction.getModelVersion(), 1, Integer::sum);
          });
      models.publish("1");
      models.publish("2");
      models.promote("1");
      Map<String, String> settings = new HashMap<>(models.followed("desk"));
      // Three processes begin at once here, again and again.
      Fleet fleet = new Fleet(topics, settings, random);
      fleet.start();
      fleet.start();
      fleet.awaitServing();
      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND);
      String last = "1";
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          audit.readUntil(audit.sent());
          last = kill % 2 == 0 ? "2" : "1";
          models.promote(last);
          // The first hundred events after it see the models topic read and the model loaded.
          audit.readUntil(audit.sent() + random.nextInt(PER_SECOND / 4));
          fleet.kill();
          fleet.start();
          fleet.awaitServing();
        }
        awaitOnly(last, versions, audit);
      } finally {
        over.set(true);
      }
      sending.join();
      audit.readAll();

      int sent = audit.sent();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(sent, sent, 0, 0, 0, 0));
      assertThat(audit.places()).isEqualTo(sent);
      assertThat(fleet.running()).hasSize(2).allMatch(ChildJvm::isAlive);
    }
  }

  /** Both instances come to answer with the version promoted last, and with no other. */
  private static void awaitOnly(String version, Map<String, Integer> versions, Audit audit) {
    await(version)
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              versions.clear();
              audit.readUntil(audit.sent() + PER_SECOND);
              return versions.keySet().equals(Set.of(version));
            });
  }

  private static long residentBytes(ChildJvm app) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(app.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new AssertionError("no VmRSS of process " + app.pid());
  }
}
