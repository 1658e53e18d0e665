package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.fixture.Garbage;
import io.leebert.streams.batch.Outcome;
import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallBundle;
import io.leebert.streams.fixture.TinyVersions;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.OnnxClassifier;
import io.leebert.streams.inference.Row;
import io.leebert.streams.models.ModelCloser;
import io.leebert.streams.models.ServedModel;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real networks that take each other's place while rows come from several threads. */
class SwapTest {
  private static final int SWAPS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private ModelService service;

  @BeforeEach
  void start() {
    ServeSettings settings =
        Settings.with("leebert.batch.delay.ms", "1", "leebert.batch.size", "8");
    try (ModelBundle first = TinyVersions.write(folder, "1")) {
      service = ModelService.start(settings, Boundary.PLAIN, first, System::nanoTime);
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void overTwentySwapsUnderLoadEveryRowIsAnsweredAndEveryModelBeforeIsClosedAndForgotten()
      throws Exception {
    TinyVersions.write(folder, "2").close();
    List<WeakReference<Object>> before = new CopyOnWriteArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    List<Throwable> troubles = new CopyOnWriteArrayList<>();
    List<Thread> offering = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (!over.get()) {
                    offer(answers);
                  }
                } catch (Throwable t) {
                  troubles.add(t);
                }
              });
      thread.start();
      offering.add(thread);
    }
    for (int swap = 1; swap <= SWAPS; swap++) {
      String version = swap % 2 == 0 ? "1" : "2";
      int answered = count(answers, version);
      remember(before);
      swapTo(version);
      await()
          .atMost(PATIENCE)
          .until(() -> !troubles.isEmpty() || count(answers, version) > answered);
    }
    over.set(true);
    for (Thread thread : offering) {
      thread.join();
    }

    assertThat(troubles).isEmpty();
    assertThat(answers).containsOnlyKeys("1", "2");
    // A row has its answer a moment before it lets go of its model.
    await()
        .atMost(PATIENCE)
        .until(() -> service.slot().current().network().holders(), holders -> holders == 1);
    assertThat(before).hasSize(2 * SWAPS);
    Garbage.awaitCollected(before);
  }

  /** Weakly: the models are to be gone, sessions and all. */
  private void remember(List<WeakReference<Object>> models) {
    ServedModel served = service.slot().current();
    models.add(new WeakReference<>(served));
    models.add(new WeakReference<>(served.model().classifier()));
  }

  @Test
  void aClosedModelIsReallyClosedTokenizerAndSession() {
    TinyVersions.write(folder, "2").close();
    ServedModel held = service.slot().get();
    LoadedModel first = held.model();
    Row row = first.probe();
    swapTo("2");
    assertThat(first.classifier().classify(List.of(row))).as("held, so open").hasSize(1);
    try (LogLines log = LogLines.of(ModelCloser.class)) {
      held.release();
      // Nobody may use a tokenizer while it is closed: its memory is not the JVM's.
      await().atMost(PATIENCE).until(() -> !log.lines().isEmpty());
      assertThat(log.lines()).containsExactly("INFO tiny 1 is closed: its last row is done");
    }
    assertThatThrownBy(() -> first.classifier().classify(List.of(row)))
        .hasMessage("the network is closed");
    assertThatThrownBy(first::probe).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aModelOfTheSameShapeTakesOverWhatIsKnownOfTheDeviceAndOneOfAnotherMeasures() {
    TinyVersions.write(folder, "2").close();
    var costs = ModelLoader.paceOf(service.slot().current()).costs();
    swapTo("2");
    assertThat(ModelLoader.paceOf(service.slot().current()).costs()).isSameAs(costs);
    Path other = SmallBundle.write(folder);
    try (ModelBundle bundle = ModelBundle.read(other)) {
      service.replace(service.prepare(bundle, () -> true));
    }
    assertThat(service.slot().current().model().name()).isEqualTo("small 7");
    assertThat(ModelLoader.paceOf(service.slot().current()).costs()).isNotSameAs(costs);
    assertThat(service.slot().current().model().classifier()).isInstanceOf(OnnxClassifier.class);
  }

  @Test
  void aModelThatNobodyWantsAnyMoreIsGivenUpAndTheOneInServiceGoesOn() {
    try (ModelBundle bundle = TinyVersions.write(folder, "2")) {
      assertThatThrownBy(() -> service.prepare(bundle, () -> false))
          .isInstanceOf(SupersededException.class);
    }
    Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    offer(answers);
    assertThat(answers).containsOnlyKeys("1");
  }

  @Test
  void howLongTheDeviceStoodStillIsKnownAfterTheFirstBatch() {
    TinyVersions.write(folder, "2").close();
    swapTo("2");
    ServedModel next = service.slot().current();
    assertThat(next.network().gapNanos()).as("its first runs are no events").isNegative();
    offer(new ConcurrentHashMap<>());
    assertThat(next.network().gapNanos()).isNotNegative();
  }

  private void swapTo(String version) {
    try (ModelBundle bundle = ModelBundle.read(folder.resolve(version))) {
      service.replace(service.prepare(bundle, () -> true));
    }
  }

  /** One event's way, from the model in service to its answer in that model's labels. */
  private void offer(Map<String, AtomicInteger> answers) {
    ServedModel served = service.slot().get();
    LoadedModel model = served.model();
    Ticket ticket =
        new Ticket(
            served.network(),
            Row.following(model.tokenize("where is my parcel", null)),
            System.nanoTime());
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> service.batcher().offer(ticket));
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> ticket.outcome() != null);
    Outcome outcome = Objects.requireNonNull(ticket.outcome());
    assertThat(outcome).isInstanceOf(Classified.class);
    String version = model.manifest().getModelVersion();
    assertThat(model.manifest().getLabels().get(((Classified) outcome).classification().best()))
        .isEqualTo("parcel-" + version);
    answers.computeIfAbsent(version, v -> new AtomicInteger()).incrementAndGet();
  }

  private static int count(Map<String, AtomicInteger> answers, String version) {
    AtomicInteger count = answers.get(version);
    return count == null ? 0 : count.get();
  }
}
