package io.leebert.streams.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.streams.fixture.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which version comes into service, as a catalogue tells it. */
class TakeOverTest {
  private final ManualClock clock = new ManualClock();
  private final Catalogue catalogue = new Catalogue();
  private final FakeStage stage = new FakeStage();
  private final TakeOver<String> takeOver = new TakeOver<>(stage, "1", "sha-1", clock);
  private long offset;

  @Test
  void aPromotedVersionTakesOverOnce() {
    promote("2");
    settle();
    promote("2");
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "serve 2");
    assertThat(takeOver.serving()).isEqualTo("2");
  }

  @Test
  void theVersionInServiceIsNotTakenOverByItself() {
    promote("1");
    settle();
    assertThat(stage.said).isEmpty();
  }

  @Test
  void theSameVersionWithAnotherDigestIsAnotherOne() {
    say("1", ModelEventType.PROMOTED, "sha-other");
    settle();
    assertThat(stage.said).containsExactly("prepare 1", "serve 1");
  }

  @Test
  void ofManyOnlyTheLastPromotedIsMadeReady() {
    promote("2");
    promote("4");
    promote("3");
    settle();
    assertThat(stage.said).containsExactly("prepare 3", "serve 3");
  }

  @Test
  void anotherVersionPromotedWhileOneGetsReadyGoesBeforeIt() {
    stage.whilePreparing.put("2", () -> promote("3"));
    promote("2");
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "discard 2", "prepare 3", "serve 3");
  }

  @Test
  void goingBackWhileAnotherGetsReadyLeavesTheOneInServiceAlone() {
    stage.whilePreparing.put("2", () -> promote("1"));
    promote("2");
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "discard 2");
    assertThat(takeOver.serving()).isEqualTo("1");
  }

  @Test
  void aVersionThatCannotServeIsLeftAloneUntilItIsPromotedAnew() {
    stage.failures.put("2", new IllegalArgumentException("damaged"));
    promote("2");
    settle();
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "failed 2 null");
    assertThat(takeOver.serving()).isEqualTo("1");

    stage.failures.clear();
    say("9", ModelEventType.CANDIDATE, null);
    settle();
    assertThat(stage.said).hasSize(2);
    promote("2");
    settle();
    assertThat(stage.said).endsWith("prepare 2", "serve 2");
  }

  @Test
  void aStoreThatIsAwayIsTriedAgainLaterAndLaterUntilItIsBack() {
    stage.failures.put("2", new IllegalStateException("away"));
    promote("2");
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      settle();
      Duration wait = Objects.requireNonNull(stage.retryIn);
      waits.add(wait.toSeconds());
      clock.advance(wait.minusMillis(1));
      settle();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(stage.said).hasSize(16);
    stage.failures.clear();
    settle();
    assertThat(stage.said).endsWith("prepare 2", "serve 2");
  }

  @Test
  void aVersionThatTheStoreRefusedIsTriedAgainEveryFiveMinutes() {
    stage.failures.put("2", new UnsupportedOperationException("no such bundle"));
    promote("2");
    for (int i = 0; i < 3; i++) {
      settle();
      assertThat(stage.said).hasSize(2 * i + 2).endsWith("prepare 2", "failed 2 PT5M");
      clock.advance(Duration.ofMinutes(5));
    }
    stage.failures.clear();
    settle();
    assertThat(stage.said).endsWith("prepare 2", "serve 2");
  }

  @Test
  void aVersionThatDoesNotFitIntoMemoryIsOneThatCannotServe() {
    stage.failures.put("2", new OutOfMemoryError("Java heap space"));
    stage.failures.put("3", new NoClassDefFoundError("ai/onnxruntime/OrtSession"));
    promote("2");
    settle();
    promote("3");
    settle();
    promote("4");
    settle();
    assertThat(stage.said)
        .containsExactly(
            "prepare 2", "failed 2 null", "prepare 3", "failed 3 null", "prepare 4", "serve 4");
  }

  @Test
  void goingBackAfterAFailureSaysOnceThatTheVersionInServiceGoesOn() {
    stage.failures.put("2", new IllegalArgumentException("damaged"));
    promote("2");
    settle();
    say("2", ModelEventType.ROLLED_BACK, "sha-2");
    promote("1");
    settle();
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "failed 2 null", "stays 1");
  }

  @Test
  void aVersionGivenUpForAnotherAndWantedAgainByThenHasNotFailed() {
    stage.whilePreparing.put(
        "2",
        () -> {
          stage.whilePreparing.clear();
          promote("3");
          assertThat(Objects.requireNonNull(stage.wanted).getAsBoolean()).isFalse();
          promote("2");
          throw new IllegalArgumentException("given up");
        });
    promote("2");
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "prepare 2", "serve 2");
  }

  @Test
  void anotherVersionNeedNotWaitForTheRetryOfTheOneBefore() {
    stage.failures.put("2", new IllegalStateException("away"));
    promote("2");
    settle();
    promote("3");
    settle();
    assertThat(stage.said).endsWith("prepare 3", "serve 3");
    clock.advance(Duration.ofHours(1));
    settle();
    assertThat(stage.said).as("nobody wants 2 any more").endsWith("serve 3");
  }

  @Test
  void aFailureOfAVersionThatNobodyWantsAnyMoreIsNone() {
    stage.failures.put("2", new IllegalArgumentException("gave up"));
    stage.whilePreparing.put("2", () -> promote("3"));
    promote("2");
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "prepare 3", "serve 3");
  }

  @Test
  void aRollbackIsThePromotionOfAnOlderVersion() {
    promote("2");
    settle();
    say("2", ModelEventType.ROLLED_BACK, "sha-2");
    promote("1");
    settle();
    assertThat(stage.said).endsWith("prepare 1", "serve 1");
  }

  @Test
  void whatIsTakenBackGoesBackToTheOnePromotedBeforeAndWithNoneAllStays() {
    promote("2");
    settle();
    promote("3");
    settle();
    forget("3");
    settle();
    assertThat(takeOver.serving()).isEqualTo("2");
    forget("2");
    settle();
    assertThat(takeOver.serving()).isEqualTo("2");
    assertThat(stage.said).hasSize(6);
  }

  @Test
  void eventsOfANewerKindAndOfOtherModelsChangeNothing() {
    promote("2");
    settle();
    say("2", ModelEventType.UNKNOWN, null);
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.model("other", "7"),
        event("other", "7", ModelEventType.PROMOTED));
    catalogue.apply(
        offset++, 0, CatalogueKeys.instance("m", "i"), event("m", "9", ModelEventType.SERVING));
    settle();
    assertThat(stage.said).containsExactly("prepare 2", "serve 2");
  }

  @Test
  void itsThreadWaitsForWhatIsToBeDoneAndEndsWhenItIsClosed() throws Exception {
    TakeOver<String> real = new TakeOver<>(stage, "1", "sha-1", System::nanoTime);
    Thread thread = new Thread(real);
    thread.start();
    promote("2");
    real.want(catalogue.current("m"));
    await().until(() -> stage.said.contains("serve 2"));
    stage.failures.put("3", new IllegalStateException("away"));
    promote("3");
    real.want(catalogue.current("m"));
    await().until(() -> stage.said.contains("failed 3 PT1S"));
    stage.failures.clear();
    await().until(() -> stage.said.contains("serve 3"));
    real.close();
    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private void settle() {
    do {
      takeOver.want(catalogue.current("m"));
    } while (takeOver.advance());
  }

  private void promote(String version) {
    say(version, ModelEventType.PROMOTED, "sha-" + version);
    takeOver.want(catalogue.current("m"));
  }

  private void forget(String version) {
    catalogue.apply(offset++, 0, CatalogueKeys.model("m", version), null);
  }

  private void say(String version, ModelEventType type, @Nullable String sha256) {
    ModelEvent event = event("m", version, type);
    event.setSha256(sha256);
    catalogue.apply(offset++, 0, CatalogueKeys.model("m", version), event);
  }

  private static ModelEvent event(String model, String version, ModelEventType type) {
    return ModelEvent.newBuilder().setModel(model).setModelVersion(version).setType(type).build();
  }

  /** Writes down what is asked of it. */
  private static final class FakeStage implements Stage<String> {
    final List<String> said = new CopyOnWriteArrayList<>();
    final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    final Map<String, Runnable> whilePreparing = new ConcurrentHashMap<>();
    @Nullable Duration retryIn;
    @Nullable BooleanSupplier wanted;

    @Override
    public String prepare(Entry version, BooleanSupplier stillWanted) {
      wanted = stillWanted;
      String name = version.event().getModelVersion();
      said.add("prepare " + name);
      whilePreparing.getOrDefault(name, () -> {}).run();
      Throwable failure = failures.get(name);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return name;
    }

    @Override
    public void serve(Entry version, String ready) {
      said.add("serve " + ready);
    }

    @Override
    public void discard(String ready) {
      said.add("discard " + ready);
    }

    @Override
    public Again again(RuntimeException failure) {
      if (failure instanceof UnsupportedOperationException) {
        return Again.LATER;
      }
      return failure instanceof IllegalStateException ? Again.SOON : Again.NEVER;
    }

    @Override
    public void stays(Entry version) {
      said.add("stays " + version.event().getModelVersion());
    }

    @Override
    public void failed(Entry version, RuntimeException failure, @Nullable Duration next) {
      said.add("failed " + version.event().getModelVersion() + " " + next);
      retryIn = next;
    }
  }
}
