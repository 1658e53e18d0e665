package io.leebert.deploy.traffic;

/**
 * What became of the events of a {@link Ledger}.
 *
 * @param sent events sent
 * @param predictions predictions seen, doubled ones included
 * @param lost events without a prediction
 * @param duplicated predictions beyond an event's first
 * @param outOfOrder first predictions that came after that of a later event with the same key
 * @param unknown predictions of events that were never sent
 */
public record LedgerCounts(
    int sent, int predictions, int lost, int duplicated, int outOfOrder, int unknown) {

  /** Whether every event came out exactly once and in order. */
  public boolean clean() {
    return lost == 0 && duplicated == 0 && outOfOrder == 0 && unknown == 0;
  }

  /** The counts of two ledgers together. */
  public LedgerCounts plus(LedgerCounts other) {
    return new LedgerCounts(
        sent + other.sent,
        predictions + other.predictions,
        lost + other.lost,
        duplicated + other.duplicated,
        outOfOrder + other.outOfOrder,
        unknown + other.unknown);
  }
}
