package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldOutTest {

  @Test
  void labelsKeepTheirProportions() {
    HoldOut split = HoldOut.split(rows(90, 10), 0.2, new Random(1));

    assertThat(split.heldOut().stream().filter(row -> row.label().equals("common"))).hasSize(18);
    assertThat(split.heldOut().stream().filter(row -> row.label().equals("rare"))).hasSize(2);
    assertThat(split.train()).hasSize(80);
  }

  @Test
  void noRowIsLostOrInBothParts() {
    List<LabelledRow> rows = rows(30, 7);
    HoldOut split = HoldOut.split(rows, 0.3, new Random(2));

    List<LabelledRow> all = new ArrayList<>(split.train());
    all.addAll(split.heldOut());
    assertThat(all).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void theSameTextNeverStandsInBothParts() {
    List<LabelledRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(new LabelledRow("text " + i % 20, null, i % 2 == 0 ? "a" : "b", i + 1));
    }

    HoldOut split = HoldOut.split(rows, 0.3, new Random(3));

    assertThat(split.heldOut().stream().map(LabelledRow::text).collect(Collectors.toSet()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(
            split.train().stream().map(LabelledRow::text).collect(Collectors.toSet()));
  }

  @Test
  void aSeedRepeatsTheSplit() {
    List<LabelledRow> rows = rows(40, 10);

    assertThat(HoldOut.split(rows, 0.25, new Random(9)))
        .isEqualTo(HoldOut.split(rows, 0.25, new Random(9)))
        .isNotEqualTo(HoldOut.split(rows, 0.25, new Random(10)));
  }

  @Test
  void aLabelWithTwoTextsGivesOneAndKeepsOne() {
    HoldOut split = HoldOut.split(rows(50, 2), 0.1, new Random(4));

    assertThat(split.heldOut().stream().filter(row -> row.label().equals("rare"))).hasSize(1);
    assertThat(split.train().stream().filter(row -> row.label().equals("rare"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 7", "0.1, 8", "0.5, 9", "0.9, 10", "0.99, 11"})
  void everyLabelOfTwoTextsIsInBothPartsWhateverTheShare(double share, long seed) {
    List<LabelledRow> rows = rows(23, 2);

    HoldOut split = HoldOut.split(rows, share, new Random(seed));

    for (List<LabelledRow> part : List.of(split.train(), split.heldOut())) {
      assertThat(part).extracting(LabelledRow::label).contains("common", "rare");
      assertThat(part).isSortedAccordingTo(Comparator.comparingLong(LabelledRow::line));
    }
    assertThat(split.train().size() + split.heldOut().size()).isEqualTo(rows.size());
  }

  @Test
  void aTextUnderTwoLabelsStaysTogetherAndPairsAreComparedAsPairs() {
    List<LabelledRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(new LabelledRow("same", "pair " + i / 2, i % 2 == 0 ? "a" : "b", i + 1));
    }

    HoldOut split = HoldOut.split(rows, 0.5, new Random(5));

    assertThat(split.heldOut()).hasSize(6);
    assertThat(split.heldOut().stream().map(LabelledRow::textPair).collect(Collectors.toSet()))
        .hasSize(3)
        .doesNotContainAnyElementsOf(
            split.train().stream().map(LabelledRow::textPair).collect(Collectors.toSet()));
  }

  @Test
  void aLabelOfOneTextIsTrainedOn() {
    List<LabelledRow> rows = new ArrayList<>(rows(20, 0));
    rows.add(new LabelledRow("lonely", null, "single", 21));

    assertThat(HoldOut.split(rows, 0.5, new Random(6)).train())
        .extracting(LabelledRow::label)
        .contains("single");
  }

  @Test
  void whatCannotBeSplitIsRefused() {
    List<LabelledRow> singles =
        List.of(new LabelledRow("a", null, "x", 1), new LabelledRow("b", null, "y", 2));

    assertThatThrownBy(() -> HoldOut.split(singles, 0.1, new Random(1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--dev");
    assertThatThrownBy(() -> HoldOut.split(rows(9, 9), 1, new Random(1)))
        .hasMessageContaining("between 0 and 1, found 1.0");
    assertThatThrownBy(() -> HoldOut.split(rows(9, 9), Double.NaN, new Random(1)))
        .hasMessageContaining("between 0 and 1, found NaN");
  }

  private static List<LabelledRow> rows(int common, int rare) {
    List<LabelledRow> rows = new ArrayList<>();
    for (int i = 0; i < common + rare; i++) {
      rows.add(new LabelledRow("text " + i, null, i < common ? "common" : "rare", i + 1));
    }
    return rows;
  }
}
