package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceControllerTest {
  private static final List<Choice> CHOICES =
      List.of(new Choice(1, 500), new Choice(3, 250), new Choice(12, 100));

  private final PatienceController controller =
      new PatienceController(
          new AutoscaleSettings(
              0, 12, Duration.ofSeconds(2), 0.2, Duration.ofSeconds(5), Duration.ofSeconds(60)));

  @Test
  void aLoadThatThePatienceCoversChangesNothing() {
    Decision decision = controller.decide(load(0, 10, 60, 60, 12), Memory.empty());

    assertThat(decision.patience()).isEqualTo(12);
    assertThat(decision.reason()).isEqualTo("the best that covers the load");
  }

  @Test
  void aRisingLoadLowersPatienceAtOnceAsFarAsNeededAndSaysWhy() {
    Decision decision = controller.decide(load(0, 30, 150, 70, 12), Memory.empty());

    assertThat(decision.patience()).isEqualTo(3);
    assertThat(decision.reason())
        .isEqualTo(
            "126 events/s arrive, 0 wait too long: 136 events/s are needed, patience 3 does 250");
  }

  @Test
  void aBacklogIsDrainedWithinTheTarget() {
    // Half a target's worth of 50 events/s is ordinary; 350 more are to go within half a target.
    assertThat(controller.decide(load(0, 400, 50, 50, 12), Memory.empty()).patience()).isEqualTo(1);
    assertThat(controller.decide(load(0, 51, 50, 50, 12), Memory.empty()).patience()).isEqualTo(12);
  }

  @Test
  void aLoadBeyondAllChoicesGetsTheCheapest() {
    assertThat(controller.decide(load(0, 0, 9000, 9000, 12), Memory.empty()).patience()).isOne();
  }

  @Test
  void patienceRisesOnlyWhenTheLoadHasBeenLowForTheWholeHoldTime() {
    Decision first = controller.decide(load(10, 0, 60, 60, 1), Memory.empty());
    Decision soon = controller.decide(load(14.9, 0, 60, 60, 1), first.memory());
    Decision then = controller.decide(load(15, 0, 60, 60, 1), soon.memory());

    assertThat(first.patience()).isOne();
    assertThat(soon.patience()).isOne();
    assertThat(soon.reason()).isEqualTo("waiting to see whether the load stays low");
    assertThat(then.patience()).isEqualTo(12);
    assertThat(then.reason()).contains("there is room for patience 12");
  }

  @Test
  void aLoadInBetweenLimitsHowFarPatienceRises() {
    Decision first = controller.decide(load(0, 0, 60, 60, 1), Memory.empty());
    Decision peak = controller.decide(load(2, 0, 150, 100, 1), first.memory());
    Decision then = controller.decide(load(5, 0, 60, 60, 1), peak.memory());

    assertThat(then.patience()).isEqualTo(3);
  }

  @Test
  void aBacklogMakesTheWaitBeginAgain() {
    Decision first = controller.decide(load(0, 0, 20, 20, 1), Memory.empty());
    Decision backlog = controller.decide(load(4, 45, 20, 20, 1), first.memory());
    Decision then = controller.decide(load(6, 0, 20, 20, 1), backlog.memory());

    assertThat(backlog.reason()).isEqualTo("draining a backlog");
    assertThat(then.patience()).isOne();
  }

  @Test
  void aPatienceThatFailedIsNotTriedAgainUnderTheSameLoadForAMinute() {
    Decision failed = controller.decide(load(0, 0, 96, 96, 12), Memory.empty());
    assertThat(failed.patience()).isEqualTo(3);

    assertThat(after(failed, 10, 40, 70, 3)).as("clearly less load").isEqualTo(12);
    assertThat(after(failed, 10, 59, 88, 3)).as("about the same load").isEqualTo(3);
    assertThat(after(failed, 61, 70, 80, 3)).as("a minute later").isEqualTo(12);
  }

  @Test
  void aBacklogThatTheLoadDoesNotExplainIsHeldAgainstNoPatience() {
    Decision paused = controller.decide(load(0, 900, 50, 50, 12), Memory.empty());

    assertThat(paused.patience()).isOne();
    assertThat(paused.memory().failures()).isEmpty();
  }

  @Test
  void aLoadThatIsCarriedWithoutABacklogIsNotTakenForTooHigh() {
    Decision carried = controller.decide(load(0, 0, 80, 80, 12), Memory.empty());
    LoadSnapshot doubted =
        new LoadSnapshot(
            1_000_000_000L,
            0,
            82,
            81,
            81,
            0,
            12,
            List.of(new Choice(1, 300), new Choice(3, 150), new Choice(12, 60)));

    assertThat(controller.decide(doubted, carried.memory()).patience())
        .as("the device is thought to be slower now, but nothing waits")
        .isEqualTo(12);
    assertThat(controller.decide(doubted, Memory.empty()).patience()).isEqualTo(3);
    assertThat(controller.decide(load(2, 0, 120, 80, 12), carried.memory()).patience())
        .as("more than was ever carried")
        .isEqualTo(3);
    assertThat(controller.decide(load(2, 300, 80, 80, 12), carried.memory()).patience())
        .as("a backlog is proof of the contrary")
        .isLessThan(12);
  }

  @Test
  void aSteadyLoadHasTheNextPatienceTriedWhichGoesBackWhenEventsBeginToWait() {
    // 95 of the 100 that full depth is thought to do: no headroom, but worth a trial.
    Decision steady = controller.decide(load(0, 5, 95, 95, 3), Memory.empty());
    Decision soon = controller.decide(load(19.9, 5, 95, 95, 3), steady.memory());
    Decision tried = controller.decide(load(20, 5, 95, 95, 3), soon.memory());
    Decision fine = controller.decide(load(22, 40, 95, 95, 12), tried.memory());
    Decision waits = controller.decide(load(25, 70, 95, 95, 12), fine.memory());

    assertThat(soon.patience()).isEqualTo(3);
    assertThat(tried.patience()).isEqualTo(12);
    assertThat(tried.reason()).contains("patience 12 is tried, which is thought to do 100");
    assertThat(fine.patience()).isEqualTo(12);
    assertThat(waits.patience()).isEqualTo(3);
    assertThat(waits.reason())
        .isEqualTo("patience 12 was tried and events begin to wait: 70 under way at 95 events/s");
    assertThat(after(waits, 30, 80, 95, 3)).as("not again within a minute").isEqualTo(3);
    assertThat(after(waits, 90, 111, 95, 3)).as("but then").isEqualTo(12);
  }

  @Test
  void aPatienceThatFailsAgainAndAgainIsTriedEverMoreRarely() {
    Memory memory = Memory.empty();
    for (int i = 0; i < 7; i++) {
      memory = memory.withFailure(12, i * 1_000_000_000L, 95 + i);
    }

    assertThat(memory.failures())
        .hasEntrySatisfying(12, failure -> assertThat(failure.times()).isEqualTo(5));
    assertThat(memory.withFailure(12, 0, 300).failures())
        .as("another load")
        .hasEntrySatisfying(12, failure -> assertThat(failure.times()).isEqualTo(1));
  }

  @Test
  void aDeviceThatDoesLessThanArrivesIsHeldAgainstThePatience() {
    LoadSnapshot slow = new LoadSnapshot(0, 200, 60, 60, 40, 0, 12, CHOICES);

    assertThat(controller.decide(slow, Memory.empty()).memory().failures()).containsKey(12);
  }

  @Test
  void aSilentBrokerIsNamedAndProvesNothing() {
    LoadSnapshot silent = new LoadSnapshot(0, 900, 50, 50, 0, 3.25, 12, CHOICES);
    Decision decision = controller.decide(silent, Memory.empty());

    assertThat(decision.patience()).isOne();
    assertThat(decision.reason())
        .startsWith("the broker has been silent for 3.3 s, reckoning that 50 events/s arrive");
    assertThat(decision.memory().failures()).isEmpty();
  }

  @Test
  void whatChanceMakesOfARateIsNoRise() {
    assertThat(controller.decide(load(0, 10, 95, 80, 12), Memory.empty()).patience())
        .as("95 where 80 are expected happens every few seconds")
        .isEqualTo(12);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new LoadSnapshot(0, 0, 0, 0, 0, 0, 1, List.of()))
        .hasMessage("there is no patience to choose from");
    assertThatThrownBy(() -> settings(5, 4, Duration.ofSeconds(1)))
        .hasMessageContaining("found 5 to 4");
    assertThatThrownBy(() -> settings(0, 4, Duration.ZERO))
        .hasMessageContaining("a lag target above 0");
  }

  /** Patience at {@code to}, when the load has been the same from {@code from} on. */
  private int after(Decision decision, double from, double to, double perSecond, int patience) {
    Decision waiting =
        controller.decide(load(from, 0, perSecond, perSecond, patience), decision.memory());
    return controller
        .decide(load(to, 0, perSecond, perSecond, patience), waiting.memory())
        .patience();
  }

  private static LoadSnapshot load(
      double second, double lag, double recent, double steady, int patience) {
    return new LoadSnapshot(
        (long) (second * 1e9), lag, recent, steady, recent, 0, patience, CHOICES);
  }

  private static AutoscaleSettings settings(int least, int most, Duration target) {
    return new AutoscaleSettings(least, most, target, 0.2, Duration.ZERO, Duration.ZERO);
  }
}
