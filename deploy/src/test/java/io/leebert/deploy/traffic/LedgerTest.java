package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void isCleanWhenEveryEventCameOutOnceAndInOrder() {
    sent("k", "a", "b", "c");
    seen("a", "b", "c");

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(3, 3, 0, 0, 0, 0));
    assertThat(ledger.counts().clean()).isTrue();
  }

  @Test
  void countsAndNamesEventsWithoutPrediction() {
    sent("k", "a", "b", "c");
    seen("b");

    assertThat(ledger.counts().lost()).isEqualTo(2);
    assertThat(ledger.missing()).isEqualTo(2);
    assertThat(ledger.missingIds(1)).hasSize(1);
    assertThat(ledger.missingIds(9)).containsExactlyInAnyOrder("a", "c");
    assertThat(ledger.counts().clean()).isFalse();
  }

  @Test
  void countsEveryPredictionBeyondTheFirst() {
    sent("k", "a");

    assertThat(ledger.seen("a")).isTrue();
    assertThat(ledger.seen("a")).isFalse();
    assertThat(ledger.seen("a")).isFalse();
    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 3, 0, 2, 0, 0));
  }

  @Test
  void countsPredictionsThatComeAfterALaterEventOfTheSameKey() {
    sent("k", "a", "b", "c", "d");
    seen("c", "a", "b", "d");

    assertThat(ledger.counts().outOfOrder()).isEqualTo(2);
  }

  @Test
  void allowsAnyOrderBetweenKeysAndWithoutKey() {
    ledger.sent("k", "a");
    ledger.sent("l", "b");
    ledger.sent(null, "c");
    ledger.sent(null, "d");
    seen("d", "c", "b", "a");

    assertThat(ledger.counts().clean()).isTrue();
  }

  @Test
  void doesNotBlameTheOrderForADoubledPrediction() {
    sent("k", "a", "b");
    seen("a", "b", "a");

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(2, 3, 0, 1, 0, 0));
  }

  @Test
  void countsPredictionsOfEventsNobodySent() {
    sent("k", "a");
    seen("a", "x");

    assertThat(ledger.seen(null)).isFalse();
    assertThat(ledger.counts().unknown()).isEqualTo(2);
    assertThat(ledger.counts().clean()).isFalse();
  }

  @Test
  void refusesToSendAnIdTwice() {
    sent("k", "a");

    assertThatThrownBy(() -> ledger.sent("k", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event a was sent already");
  }

  @Test
  void addsUpCounts() {
    assertThat(new LedgerCounts(1, 2, 3, 4, 5, 6).plus(new LedgerCounts(10, 20, 30, 40, 50, 60)))
        .isEqualTo(new LedgerCounts(11, 22, 33, 44, 55, 66));
  }

  private void sent(String key, String... ids) {
    for (String id : ids) {
      ledger.sent(key, id);
    }
  }

  private void seen(String... ids) {
    for (String id : ids) {
      ledger.seen(id);
    }
  }
}
