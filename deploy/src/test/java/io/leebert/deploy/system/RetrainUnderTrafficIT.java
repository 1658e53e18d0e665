package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.Ledger;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The third thing users do, by the commands they have: retrain, roll back, set patience and look,
 * while an application serves and events never stop.
 */
@ExtendWith(SharedServices.class)
class RetrainUnderTrafficIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration READ = Duration.ofMillis(100);
  private static final long PACE_NANOS = 10_000_000;
  private static final int KEYS = 11;

  @TempDir Path folder;
  private final Ledger ledger = new Ledger();

  /** By version, the number of the youngest event that it answered. */
  private final Map<String, Integer> answered = new HashMap<>();

  private final AtomicInteger sent = new AtomicInteger();
  private int patience = -1;

  @Test
  void aModelIsRetrainedTakenOverAndRolledBackWhileEventsFlow(ClientSettings clients)
      throws Exception {
    try (TrainerDesk desk = TrainerDesk.create(clients, folder);
        ServedTopics topics = ServedTopics.create(clients, folder);
        EventProducer events = topics.producer();
        PredictionReader reader = topics.reader()) {
      desk.startReady("service", Map.of());
      LeebertRun first = control(desk, clients, "promote", "--bundle", TinyBundle.PATH.toString());
      assertThat(first.code()).as("%s\n%s", first.err(), desk.services()).isZero();
      ChildJvm app =
          topics.serve(
              "app",
              Map.of(
                  "leebert.bundle", "",
                  "leebert.models.topic", desk.models,
                  "leebert.instance", "desk-1"));
      desk.label(240, 1);
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<@Nullable Void> sending = send(events, over);
      try {
        awaitVersion(reader, "1");

        LeebertRun retrain =
            control(
                desk, clients, "retrain", "--setting", "margin=1", "--setting", "class-margin=1");
        assertThat(retrain.code()).as("%s\n%s", retrain.out(), desk.services()).isZero();
        assertThat(retrain.out()).contains("accepted", "progress", "promoted");
        String made = desk.inService();
        assertThat(made).isNotEqualTo("1");
        awaitVersion(reader, made);
        String status = control(desk, clients, "status").out();
        assertThat(status)
            .contains("in service    " + made, "before it     1", "desk-1")
            .contains("no command is being carried out");

        LeebertRun back = control(desk, clients, "rollback");
        assertThat(back.code()).as("%s\n%s", back.out(), back.err()).isZero();
        long rolledBack = System.nanoTime();
        awaitVersion(reader, "1");
        System.out.println(
            "leebert rollback: first prediction of the old version seen after "
                + (System.nanoTime() - rolledBack) / 1_000_000
                + " ms");

        assertThat(control(desk, clients, "patience", "--pin", "1").code()).isZero();
        await("patience")
            .atMost(LONG)
            .until(
                () -> {
                  read(reader);
                  return patience == 1;
                });
        LeebertRun cancel = control(desk, clients, "cancel");
        assertThat(cancel.code()).isEqualTo(1);
        assertThat(cancel.out()).startsWith("refused");
      } finally {
        over.set(true);
      }
      sending.join();
      await("all").atMost(LONG).until(() -> read(reader) && ledger.missing() == 0);
      int all = sent.get();
      assertThat(ledger.counts()).isEqualTo(new LedgerCounts(all, all, 0, 0, 0, 0));
      assertThat(app.isAlive()).isTrue();
    }
  }

  private static LeebertRun control(TrainerDesk desk, ClientSettings clients, String... arguments) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", clients.bootstrapServers()));
    all.addAll(List.of("--schema-registry-url", clients.schemaRegistryUrl()));
    all.addAll(List.of("--control-topic", desk.control, "--models-topic", desk.models));
    all.addAll(List.of("--model", TrainerDesk.MODEL));
    return LeebertRun.of(all.toArray(String[]::new));
  }

  private CompletableFuture<@Nullable Void> send(EventProducer events, AtomicBoolean over) {
    return CompletableFuture.runAsync(
        () -> {
          while (!over.get()) {
            int number = sent.getAndIncrement();
            String key = "key-" + number % KEYS;
            String id = "event-" + number;
            ledger.sent(key, id);
            events.send(OutgoingEvent.of(key, "where is my parcel " + number, id));
            LockSupport.parkNanos(PACE_NANOS);
          }
          events.flush();
        },
        task -> new Thread(task, "sender").start());
  }

  /** Waits until a version answers events that are sent from now on. */
  private void awaitVersion(PredictionReader reader, String version) {
    int since = sent.get();
    await(version)
        .atMost(LONG)
        .until(() -> read(reader) && answered.getOrDefault(version, -1) >= since);
  }

  /** One look at what has come; always true, so that conditions can follow. */
  private boolean read(PredictionReader reader) {
    for (SeenPrediction seen : reader.read(READ)) {
      String id = String.valueOf(seen.prediction().getId());
      ledger.seen(id);
      int number = Integer.parseInt(id.substring("event-".length()));
      answered.merge(seen.prediction().getModelVersion(), number, Math::max);
      patience = seen.prediction().getPatience();
    }
    return true;
  }
}
