package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.CostProfile.Run;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.SmallModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelPaceTest {
  private static final AutoscaleSettings LIMITS =
      new AutoscaleSettings(
          1, 100, Duration.ofSeconds(1), 0.2, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** A millisecond a layer for a row of twenty tokens: 250 events a second at full depth. */
  private final CostProfile costs = costs(4_000_000);

  private long second;

  @Test
  void settingsDecideUntilAnOrderComesAndAfterItIsTakenBack() {
    ModelPace follows = pace(null, true, profiled());
    assertThat(follows.followsLoad()).isTrue();
    assertThat(follows.patience()).isEqualTo(4);
    assertThat(follows.describe()).startsWith("patience follows the load: 1 (");

    ModelPace fixed = pace(3, false, profiled());
    assertThat(fixed.followsLoad()).isFalse();
    assertThat(fixed.patience()).isEqualTo(3);

    for (ModelPace pace : List.of(follows, fixed)) {
      int before = pace.patience();
      pace.obey(new PatienceOrder(2, null, null));
      assertThat(pace.patience()).isEqualTo(2);
      assertThat(pace.isOrdered()).isTrue();
      pace.obey(null);
      assertThat(pace.patience()).isEqualTo(before);
      assertThat(pace.isOrdered()).isFalse();
    }
  }

  @Test
  void aModelWithoutAProfileIsServedAtItsOwnPatience() {
    ModelPace pace = pace(null, true, SmallModel.manifest(false));
    assertThat(pace.followsLoad()).isFalse();
    assertThat(pace.patience()).isEqualTo(SmallModel.PATIENCE);
    assertThat(pace.describe()).isEqualTo("patience 2");
    assertThat(pace(9, false, SmallModel.manifest(false)).patience())
        .as("the setting outlives the model that it was made for")
        .isEqualTo(4);
  }

  @Test
  void aPinBeyondTheLayersIsAllThereIsAndTheLogSaysSo() {
    ModelPace pace = pace(null, true, profiled());
    try (LogLines log = LogLines.of(ModelPace.class)) {
      pace.obey(new PatienceOrder(12, null, null));
      assertThat(pace.patience()).isEqualTo(4);
      assertThat(log.lines())
          .containsExactly("WARN small 7 has 4 layers: in place of patience 12 it gets 4");
    }
  }

  @Test
  void aRangeBoundsWhatTheLoadMayChooseAndAutoTakesItBack() {
    ModelPace pace = pace(3, false, profiled());
    pace.obey(new PatienceOrder(null, 0, 2));
    assertThat(pace.followsLoad()).isTrue();
    assertThat(pace.patience()).isEqualTo(2);
    look(pace, 3, 0, 100);
    look(pace, 1, 400, 900);
    assertThat(pace.patience()).isZero();
    pace.obey(new PatienceOrder(null, 2, null));
    assertThat(pace.patience()).isEqualTo(2);
    pace.obey(new PatienceOrder(null, null, null));
    assertThat(pace.describe()).contains(" 4 (").contains(": 1 (");
  }

  @Test
  void noBatchBeginsOutsideOfTheRangeThatWasOrderedNorOfTheOneBefore() throws Exception {
    ModelPace pace = pace(null, true, profiled());
    pace.obey(new PatienceOrder(null, 0, 2));
    AtomicInteger deepest = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread device =
        new Thread(
            () -> {
              do {
                deepest.accumulateAndGet(pace.patience(), Math::max);
              } while (!over.get());
            });
    device.start();
    for (int i = 0; i < 20_000; i++) {
      pace.obey(new PatienceOrder(null, 0, 1));
      pace.obey(new PatienceOrder(i % 2 == 0 ? 1 : null, 0, 2));
    }
    over.set(true);
    device.join();
    assertThat(deepest.get()).isBetween(1, 2);
  }

  @Test
  void aRangeThatTheModelCannotHaveIsRefusedInTheLogAndTheSettingsStand() {
    ModelPace plain = pace(null, true, SmallModel.manifest(false));
    ModelPace profiled = pace(null, true, profiled());
    try (LogLines log = LogLines.of(ModelPace.class)) {
      plain.obey(new PatienceOrder(null, 1, 3));
      profiled.obey(new PatienceOrder(null, 3, 3));
      assertThat(plain.patience()).isEqualTo(SmallModel.PATIENCE);
      assertThat(profiled.patience()).isEqualTo(4);
      assertThat(profiled.isOrdered()).isFalse();
      assertThat(log.lines())
          .containsExactly(
              "WARN small 7 cannot have patience from 1 to 3: it has no quality profile to choose"
                  + " by, patience stays 2",
              "WARN small 7 cannot have patience from 3 to 3, the settings stand: the bundle's"
                  + " quality profile has no patience from 3 to 3");
    }
  }

  @Test
  void aModelWhoseProfileHasNothingWithinTheLimitsIsRefusedWhereTheLoadShallLead() {
    ModelManifest manifest = profiled();
    manifest.setQualityProfile(List.of(quality(0, 0.7, 1)));
    assertThatThrownBy(() -> pace(null, true, manifest))
        .hasMessageContaining("no patience from 1 to 100");
    assertThat(pace(2, false, manifest).patience()).isEqualTo(2);
  }

  @Test
  void aPinnedModelKeepsItsPinWhateverTheLoadAndFollowsItAgainAfterwards() {
    ModelPace pace = pace(null, true, profiled());
    pace.obey(new PatienceOrder(3, null, null));
    look(pace, 3, 0, 100);
    look(pace, 2, 900, 900);
    assertThat(pace.patience()).isEqualTo(3);
    pace.obey(null);
    look(pace, 1, 900, 900);
    assertThat(pace.patience()).isEqualTo(1);
  }

  @Test
  void aSuccessorInARushBeginsWhereTheOneBeforeItIs() {
    ModelPace before = pace(null, true, profiled());
    look(before, 3, 0, 100);
    look(before, 1, 200, 450);
    assertThat(before.patience()).isEqualTo(1);

    ModelPace alike = successor(before, costs);
    ModelPace another = successor(before, costs(40_000_000));
    assertThat(alike.patience()).as("not in service yet").isEqualTo(4);
    alike.takeOver(before);
    another.takeOver(before);
    assertThat(alike.patience()).isEqualTo(1);
    assertThat(another.patience()).as("the cheapest until it is known better").isEqualTo(1);
    look(alike, 1, 200, 450);
    assertThat(alike.patience()).as("it knows what arrives").isEqualTo(1);
  }

  @Test
  void aSuccessorInCalmBeginsAtItsBestAndLearnsOnlyFromItsOwnKind() {
    ModelPace before = pace(null, true, profiled());
    look(before, 3, 0, 10);
    ModelPace alike = successor(before, before.costs());
    alike.takeOver(before);
    assertThat(alike.patience()).isEqualTo(4);
    assertThat(alike.costs()).isSameAs(before.costs());
  }

  private ModelPace successor(ModelPace before, CostProfile ofSuccessor) {
    return new ModelPace(
        new ModelPace.Usual(null, true, LIMITS, 16), profiled(), ofSuccessor, before);
  }

  private ModelPace pace(@Nullable Integer fixed, boolean follows, ModelManifest manifest) {
    return new ModelPace(new ModelPace.Usual(fixed, follows, LIMITS, 16), manifest, costs, null);
  }

  private void look(ModelPace pace, int times, double lag, double arrived) {
    for (int i = 0; i < times; i++) {
      pace.look(second++ * 1_000_000_000L, new LagMonitor.Reading(lag, arrived, arrived, true), 0);
    }
  }

  private static CostProfile costs(long nanos) {
    return CostProfile.fit(List.of(new Run(1, 20, 4, 4, nanos)), 4);
  }

  private static ModelManifest profiled() {
    ModelManifest manifest = SmallModel.manifest(false);
    manifest.setQualityProfile(
        List.of(quality(0, 0.7, 1), quality(1, 0.8, 2), quality(2, 0.9, 3), quality(4, 0.95, 4)));
    return manifest;
  }

  private static PatienceQuality quality(int patience, double score, double layer) {
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(score)
        .setMeanExitLayer(layer)
        .setExitShares(List.of())
        .build();
  }
}
