package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which rows are kept, which label counts, and what is said of the others. */
class RowIntakeTest {

  private final RowIntake intake = new RowIntake();

  @Test
  void theLatestLabelOfATextCountsHoweverLateAnOlderOneArrives() {
    intake.add(Messages.row("where is it", "parcel", 10));
    intake.add(Messages.row("  where  is it ", "money", 30));
    intake.add(Messages.row("where is it", "password", 20));

    assertThat(intake.samples(null)).extracting(Sample::label).containsExactly("money");
    assertThat(intake.counts())
        .containsOnly(
            Map.entry("rows", 3L), Map.entry("repeated", 2L), Map.entry("relabelled", 1L));
  }

  @Test
  void atEqualTimesTheLaterRowCountsAndFilesAreOlderThanAllElse() {
    intake.add(new Labelled("one", null, "file", Long.MIN_VALUE, "base.csv:2"));
    intake.add(new Labelled("one", null, "lower line", Long.MIN_VALUE, "base.csv:9"));
    intake.add(new Labelled("two", null, "file", Long.MIN_VALUE, "base.csv:3"));
    intake.add(Messages.row("two", "topic", -5));
    intake.add(Messages.row("two", "topic, too", -5));

    assertThat(intake.samples(null))
        .extracting(Sample::label)
        .containsExactlyInAnyOrder("lower line", "topic, too");
  }

  @Test
  void blankTextsAndLabelsAreCountedAndListedByTheirOrigin() {
    intake.add(Messages.row(" \t", "parcel", 1));
    intake.add(Messages.row("text", "  ", 2));
    intake.add(Messages.pair("text", " ", "parcel", 3));
    intake.unreadable("base.csv:7", "expected 2 fields, found 3");
    intake.add(Messages.row("fine", " parcel ", 4));

    assertThat(intake.samples(null)).extracting(Sample::label).containsExactly("parcel");
    assertThat(intake.counts())
        .containsEntry("rows", 5L)
        .containsEntry("leftOut.blankText", 1L)
        .containsEntry("leftOut.blankLabel", 1L)
        .containsEntry("leftOut.blankSecondText", 1L)
        .containsEntry("leftOut.unreadable", 1L);
    assertThat(intake.notice())
        .isEqualTo(
            """
            4 of 5 rows are left out:
              labelled-events-0@1: the text is blank
              labelled-events-0@2: the label is blank
              labelled-events-0@3: the second text is blank
              base.csv:7: expected 2 fields, found 3""");
  }

  @Test
  void ofManyBadRowsTenAreListedAndAllCounted() {
    for (int i = 0; i < 25; i++) {
      intake.add(Messages.row("", "parcel", i));
    }

    assertThat(intake.notice())
        .startsWith("25 of 25 rows are left out:")
        .contains("@9:")
        .doesNotContain("@10:")
        .endsWith("and 15 more");
  }

  @Test
  void rowsOfTheRarerKindAreLeftOutWhereNoModelSaysWhichIsRight() {
    intake.add(Messages.row("single", "a", 1));
    intake.add(Messages.pair("one", "two", "b", 2));
    intake.add(Messages.pair("three", "four", "b", 3));

    assertThat(intake.samples(null)).hasSize(2).allMatch(row -> row.secondText() != null);
    assertThat(intake.notice()).contains("@1: no second text, but rows are pairs");
  }

  @Test
  void theOrderOfRowsDoesNotDependOnHowTheyArrive() {
    List<Labelled> rows = Messages.of(40, 1, "parcel", "money");
    RowIntake backwards = new RowIntake();
    for (int i = rows.size() - 1; i >= 0; i--) {
      backwards.add(rows.get(i));
    }
    rows.forEach(intake::add);

    assertThat(intake.samples(null)).isEqualTo(backwards.samples(null));
  }

  @Test
  void neitherCountsNorLabelsDependOnHowPartitionsAreMixed() {
    List<Labelled> rows = new ArrayList<>(Messages.of(20, 1, "parcel", "money"));
    for (Labelled row : List.copyOf(rows)) {
      rows.add(at(row, "money", row.timestamp() + 1, 1));
      rows.add(at(row, "parcel", row.timestamp() + 2, 10));
      rows.add(at(row, "money", row.timestamp() + 2, 9));
      rows.add(at(row, "parcel", row.timestamp() + 2, 9));
    }
    rows.forEach(intake::add);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(rows, new Random(seed));
      RowIntake mixed = new RowIntake();
      rows.forEach(mixed::add);

      assertThat(mixed.samples(null)).isEqualTo(intake.samples(null));
      assertThat(mixed.counts()).isEqualTo(intake.counts());
    }
    assertThat(intake.counts()).containsEntry("repeated", 160L).containsEntry("relabelled", 40L);
  }

  private static Labelled at(Labelled row, String label, long time, int partition) {
    // Offsets of one partition that differ in their length, too.
    long offset = 10 * row.timestamp() + (label.equals("money") ? 0 : 95);
    return new Labelled(
        row.text(), null, label, time, "labelled-events-%d@%d".formatted(partition, offset));
  }
}
