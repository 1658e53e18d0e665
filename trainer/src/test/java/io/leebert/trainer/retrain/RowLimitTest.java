package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.data.Columns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows are drawn where there are too many. */
class RowLimitTest {

  private static DataRules rules(int maxRows, int leastRowsPerLabel) {
    return new DataRules(0.2, maxRows, 0, leastRowsPerLabel, true, true, null, Columns.usual());
  }

  private static List<Sample> rows(int count, String label) {
    List<Sample> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = label + " message " + i;
      String key = TextHash.key(text, null);
      rows.add(new Sample(text, null, label, TextHash.of(key), key));
    }
    rows.sort(Sample.ORDER);
    return rows;
  }

  private static long of(String label, List<Sample> rows) {
    return rows.stream().filter(row -> row.label().equals(label)).count();
  }

  @Test
  void noLimitOrOneThatIsNotReachedLeavesAllRows() {
    List<Sample> rows = rows(50, "parcel");

    assertThat(RowLimit.of(rows, rules(0, 1))).isSameAs(rows);
    assertThat(RowLimit.of(rows, rules(50, 1))).isSameAs(rows);
    assertThat(RowLimit.of(List.of(), rules(0, 1))).isEmpty();
  }

  @Test
  void bothPartsAreDrawnFromAndTheOrderStays() {
    List<Sample> drawn = RowLimit.of(rows(1000, "parcel"), rules(100, 1));

    long heldOut = drawn.stream().filter(row -> TextHash.heldOut(row.hash(), 0.2)).count();
    assertThat(drawn).hasSizeBetween(98, 100).isSortedAccordingTo(Sample.ORDER);
    assertThat(heldOut).isBetween(19L, 20L);
  }

  @Test
  void aRareLabelKeepsEnoughToLearnFrom() {
    List<Sample> rows = new ArrayList<>(rows(1000, "parcel"));
    rows.addAll(rows(60, "password"));
    rows.sort(Sample.ORDER);

    List<Sample> drawn = RowLimit.of(rows, rules(100, 40));

    assertThat(of("password", drawn)).isBetween(36L, 40L);
    assertThat(of("parcel", drawn)).isBetween(90L, 96L);
  }

  @Test
  void oneMoreRowChangesTheDrawByFewRows() {
    List<Sample> rows = rows(1000, "parcel");
    List<Sample> more = rows(1001, "parcel");

    Set<Sample> before = new HashSet<>(RowLimit.of(rows, rules(100, 1)));
    Set<Sample> after = new HashSet<>(RowLimit.of(more, rules(100, 1)));

    after.removeAll(before);
    assertThat(after).hasSizeLessThanOrEqualTo(2);
  }
}
