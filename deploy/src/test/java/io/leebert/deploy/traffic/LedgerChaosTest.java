package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ledger decides whether an event was lost or doubled: it must find what chaos did, and no more.
 */
class LedgerChaosTest {

  private static final int EVENTS = 200;
  private static final int KEYS = 7;

  private final Ledger ledger = new Ledger();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyLossAndEveryDoublingIsCountedWhereverItHappens(long seed) {
    Random random = new Random(seed);
    List<String> arriving = send();
    int lost = 0;
    int doubled = 0;
    List<String> seen = new ArrayList<>();
    for (String id : arriving) {
      if (random.nextInt(10) == 0) {
        lost++;
        continue;
      }
      seen.add(id);
      for (int again = random.nextInt(12) / 10; again > 0; again--) {
        seen.add(id);
        doubled++;
      }
    }

    seen.forEach(ledger::seen);

    assertThat(ledger.counts())
        .isEqualTo(new LedgerCounts(EVENTS, seen.size(), lost, doubled, 0, 0));
    assertThat(ledger.missing()).isEqualTo(lost);
    assertThat(ledger.missingIds(EVENTS)).hasSize(lost).doesNotContainAnyElementsOf(seen);
    assertThat(ledger.counts().clean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keysMayOvertakeEachOtherAsLongAsEachKeepsItsOrder(long seed) {
    send();
    List<List<String>> byKey = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      byKey.add(new ArrayList<>());
      for (int i = key; i < EVENTS; i += KEYS) {
        byKey.get(key).add("e-" + i);
      }
    }
    Random random = new Random(seed);
    while (byKey.stream().anyMatch(queue -> !queue.isEmpty())) {
      List<String> queue = byKey.get(random.nextInt(KEYS));
      if (!queue.isEmpty()) {
        ledger.seen(queue.remove(0));
      }
    }

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
    assertThat(ledger.counts().clean()).isTrue();
  }

  @Test
  void anEventThatComesLateIsOutOfOrderOnceHoweverManyOvertookIt() {
    for (int i = 0; i < 5; i++) {
      ledger.sent("k", "e-" + i);
    }

    for (int i = 1; i < 5; i++) {
      ledger.seen("e-" + i);
    }
    ledger.seen("e-0");

    assertThat(ledger.counts().outOfOrder()).isEqualTo(1);
  }

  @Test
  void everyEventBehindTheLatestSeenIsOutOfOrderThoughItsOwnNeighboursAreNot() {
    for (int i = 0; i < 5; i++) {
      ledger.sent("k", "e-" + i);
    }

    for (int i : new int[] {3, 0, 1, 2, 4}) {
      ledger.seen("e-" + i);
    }

    assertThat(ledger.counts().outOfOrder()).isEqualTo(3);
  }

  @Test
  void backwardsAllButTheFirstAreOutOfOrder() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ledger.sent("k", "e-" + i);
      ids.add("e-" + i);
    }
    Collections.reverse(ids);

    ids.forEach(ledger::seen);

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(10, 10, 0, 0, 9, 0));
  }

  @Test
  void whoAsksIsToldWhetherAPredictionIsTheFirstOfItsEvent() {
    ledger.sent("k", "e-0");

    assertThat(ledger.seen("e-0")).isTrue();
    assertThat(ledger.seen("e-0")).isFalse();
    assertThat(ledger.seen("e-1")).isFalse();
    assertThat(ledger.seen(null)).isFalse();
    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 4, 0, 1, 0, 2));
  }

  @Test
  void aPredictionBeforeItsEventWasNotedIsUnknownAndTheEventStillMissing() {
    ledger.seen("e-0");
    ledger.sent("k", "e-0");

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 1, 1, 0, 0, 1));
  }

  @Test
  void noMoreIdsAreNamedThanAreAskedFor() {
    send();

    assertThat(ledger.missingIds(3)).hasSize(3);
    assertThat(ledger.missingIds(0)).isEmpty();
    assertThat(ledger.missingIds(Integer.MAX_VALUE)).hasSize(EVENTS);
  }

  @Test
  void nothingSentAndNothingSeenIsClean() {
    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(0, 0, 0, 0, 0, 0));
    assertThat(ledger.counts().clean()).isTrue();
    assertThat(ledger.missing()).isZero();
  }

  @Test
  void oneFaultOfAnyKindIsEnoughNotToBeClean() {
    assertThat(new LedgerCounts(9, 9, 0, 0, 0, 0).clean()).isTrue();
    assertThat(new LedgerCounts(9, 8, 1, 0, 0, 0).clean()).isFalse();
    assertThat(new LedgerCounts(9, 10, 0, 1, 0, 0).clean()).isFalse();
    assertThat(new LedgerCounts(9, 9, 0, 0, 1, 0).clean()).isFalse();
    assertThat(new LedgerCounts(9, 10, 0, 0, 0, 1).clean()).isFalse();
  }

  @Test
  void faultsOfOneLedgerAreNotMadeGoodByAnother() {
    LedgerCounts faulty = new LedgerCounts(10, 10, 1, 1, 0, 0);
    LedgerCounts clean = new LedgerCounts(5, 5, 0, 0, 0, 0);

    assertThat(faulty.plus(clean)).isEqualTo(new LedgerCounts(15, 15, 1, 1, 0, 0));
    assertThat(clean.plus(faulty)).isEqualTo(faulty.plus(clean));
    assertThat(clean.plus(faulty).clean()).isFalse();
  }

  /** Notes events of several keys in turn. */
  private List<String> send() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String id = "e-" + i;
      ledger.sent("key-" + i % KEYS, id);
      ids.add(id);
    }
    return ids;
  }
}
