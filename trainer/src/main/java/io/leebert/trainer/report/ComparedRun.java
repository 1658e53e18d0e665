package io.leebert.trainer.report;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A run to be compared with others.
 *
 * @param folder where it lies, for messages
 * @param record what it was and brought
 */
public record ComparedRun(Path folder, RunRecord record) {

  /** Reads a run's folder; throws as {@link RunFolder#read}. */
  public static ComparedRun read(Path folder) {
    return new ComparedRun(folder, RunFolder.read(folder));
  }

  /** The seed it was trained with; empty where its settings have none. */
  String seed() {
    return record.settings().getOrDefault("seed", "");
  }

  /**
   * The setting of the served rule whose speed-up is nearest the one wanted; of two as near, the
   * faster one. A network without a choice has its last exit.
   */
  public TradeOff nearest(double speedUp) {
    return curve().stream()
        .min(
            Comparator.comparingDouble(
                    (TradeOff at) -> Math.abs(at.speedUp(record.layers()) - speedUp))
                .thenComparingDouble(TradeOff::meanExitLayer))
        .orElseThrow();
  }

  /** What the served rule makes possible; never empty. */
  List<TradeOff> curve() {
    if (choice() && !record.servedRule().isEmpty()) {
      return record.servedRule();
    }
    ExitPoint last = record.exits().get(record.exits().size() - 1);
    return List.of(new TradeOff(Double.NaN, last.score(), last.accuracy(), last.exit()));
  }

  /** Whether there is more than one exit to leave at. */
  boolean choice() {
    return record.exits().size() > 1;
  }
}
