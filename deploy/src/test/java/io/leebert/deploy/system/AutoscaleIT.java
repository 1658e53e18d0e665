package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import io.leebert.schemas.event.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Depth that follows the lag of a real broker. */
@ExtendWith(SharedServices.class)
class AutoscaleIT {
  private static final int RUSH = 40_000;
  private static final Duration READ = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  void aRushTakesDepthFromEventsThatFollowTheLoadAndCalmGivesItBack(ClientSettings clients)
      throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        EventProducer events = topics.producer();
        PredictionReader reader = topics.reader()) {
      ChildJvm app =
          topics.serve(
              "app",
              Map.of(
                  "leebert.patience", "auto",
                  "leebert.lag.target.ms", "300",
                  "leebert.patience.hold.ms", "1000",
                  "leebert.inference.threads", "1"));
      assertThat(one(events, reader, "calm-before").getPatience())
          .as("full depth")
          .isEqualTo(TinyBundle.LAYERS - 1);

      for (int i = 0; i < RUSH; i++) {
        OutgoingEvent event = OutgoingEvent.of("key-" + i % 97, "where is my parcel", "rush-" + i);
        events.send(i % 100 == 0 ? event.withPatience(TinyBundle.LAYERS) : event);
      }
      events.flush();
      Map<Integer, Integer> counts = new HashMap<>();
      AtomicInteger vipsAmongHurried = new AtomicInteger();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                for (SeenPrediction seen : reader.read(READ)) {
                  Prediction prediction = seen.prediction();
                  int number = Integer.parseInt(prediction.getId().substring("rush-".length()));
                  counts.merge(prediction.getPatience(), 1, Integer::sum);
                  if (number % 100 == 0) {
                    assertThat(prediction.getPatience())
                        .as("what an event asks for it gets, rush or not")
                        .isEqualTo(TinyBundle.LAYERS);
                    assertThat(prediction.getExitLayer()).isEqualTo(TinyBundle.LAYERS);
                    if (counts.containsKey(1)) {
                      vipsAmongHurried.incrementAndGet();
                    }
                  }
                }
                return counts.values().stream().mapToInt(Integer::intValue).sum() == RUSH;
              });

      assertThat(counts.getOrDefault(1, 0)).as("at the lowest patience: %s", counts).isPositive();
      assertThat(vipsAmongHurried)
          .as("events at full depth while the rest was hurried")
          .hasPositiveValue();
      assertThat(counts.get(TinyBundle.LAYERS)).as("nobody else").isEqualTo(RUSH / 100);
      assertThat(ServedTopics.text(app.log()))
          .contains("patience 3 -> ")
          .contains("events/s arrive");
      List<Integer> after = new ArrayList<>();
      await()
          .atMost(Duration.ofMinutes(4))
          .until(
              () -> {
                after.add(one(events, reader, "after-" + after.size()).getPatience());
                return after.get(after.size() - 1) == TinyBundle.LAYERS - 1;
              });
    }
  }

  private static Prediction one(EventProducer events, PredictionReader reader, String id) {
    return ServedTopics.answer(events, reader, OutgoingEvent.of("key", "where is my parcel", id));
  }
}
