package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leebert.schemas.event.ModelManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is enough to train on, and what is refused with its counts. */
class RetrainRowsTest {

  private final Map<String, String> settings =
      new HashMap<>(Map.of("least-rows", "20", "least-rows-per-label", "10"));

  @Test
  void aTextStaysOnItsSideWhateverIsAddedAndHoweverItIsRelabelled() {
    List<Labelled> before = Messages.of(60, 1, "parcel", "money");
    List<Labelled> after = new ArrayList<>(Messages.of(60, 2, "parcel", "money", "password"));
    before.forEach(row -> after.add(Messages.row(row.text(), "password", 5_000)));

    Set<String> heldBefore = keys(rows(before, null).heldOut());
    RetrainRows grown = rows(after, null);

    assertThat(keys(grown.heldOut())).containsAll(heldBefore);
    Set<String> both = keys(grown.train());
    both.retainAll(keys(grown.heldOut()));
    assertThat(both).isEmpty();
    assertThat(keys(grown.train())).doesNotContainAnyElementsOf(heldBefore);
  }

  @Test
  void tooFewRowsAreRefusedWithTheCounts() {
    RefusedException refused = refused(Messages.of(4, 1, "parcel", "money"), null);

    assertThat(refused).hasMessage("8 rows can be used, expected at least 20 (least-rows)");
    assertThat(refused.result().counts()).containsEntry("rows", 8L);
    assertThat(refused.result().counts().keySet()).anyMatch(name -> name.startsWith("train."));
  }

  @Test
  void aLabelWithTooFewRowsIsRefusedByNameWithBothCounts() {
    List<Labelled> rows = new ArrayList<>(Messages.of(40, 1, "parcel", "money"));
    rows.addAll(Messages.of(3, 2, "pasword"));

    RefusedException refused = refused(rows, null);

    assertThat(refused.getMessage())
        .startsWith("too few rows of 'pasword': ")
        .contains("expected at least 10");
    Map<String, Long> counts = refused.result().counts();
    assertThat(
            counts.getOrDefault("train.pasword", 0L) + counts.getOrDefault("heldOut.pasword", 0L))
        .isEqualTo(3);
  }

  @Test
  void aLabelWithoutAHeldOutRowIsRefused() {
    List<Labelled> rows = new ArrayList<>(Messages.of(60, 1, "parcel"));
    for (Labelled row : Messages.of(100, 2, "money")) {
      if (!TextHash.heldOut(TextHash.of(TextHash.key(row.text(), null)), 0.2)) {
        rows.add(row);
      }
    }

    assertThat(refused(rows, null))
        .hasMessageMatching(
            "too few rows of 'money': \\d+ to train on and 0 held out, expected some in both parts"
                + " \\(least-rows-per-label, held-out-share\\)");
  }

  @Test
  void oneLabelIsNoTask() {
    assertThat(refused(Messages.of(40, 1, "parcel"), null))
        .hasMessage("a classifier needs at least 2 labels, found [parcel]");
  }

  @Test
  void aNewLabelComesAfterThoseOfTheCurrentModelAndIsSaid() {
    RetrainRows rows =
        rows(Messages.of(40, 1, "parcel", "money", "account"), Manifests.of("parcel", "money"));

    assertThat(rows.labels()).containsExactly("parcel", "money", "account");
    assertThat(rows.notices()).containsExactly("label 'account' is new to the current model");
  }

  @Test
  void aNewLabelIsRefusedWhereTheSettingSaysSo() {
    settings.put("new-labels", "refuse");

    assertThat(
            refused(
                Messages.of(40, 1, "parcel", "money", "account"), Manifests.of("parcel", "money")))
        .hasMessage("label 'account' is new to the current model; new-labels=allow takes them in");
  }

  @Test
  void aLabelThatHasNoRowsAnyMoreIsRefusedOrDroppedBySetting() {
    List<Labelled> rows = Messages.of(40, 1, "parcel", "money");
    ModelManifest current = Manifests.of("password", "parcel", "money");

    assertThat(refused(rows, current))
        .hasMessage(
            "label 'password' is known to the current model, but has no row any more: give rows of"
                + " it, by a base file for instance, or drop it by missing-labels=drop");
    settings.put("missing-labels", "drop");
    assertThat(rows(rows, current).labels()).containsExactly("parcel", "money");
    assertThat(rows(rows, current).notices())
        .containsExactly(
            "label 'password' is known to the current model, but has no row any more: it is"
                + " dropped");
  }

  @Test
  void pairsForAModelOfSingleTextsAreRefused() {
    List<Labelled> rows = new ArrayList<>();
    Messages.of(40, 1, "parcel", "money")
        .forEach(row -> rows.add(Messages.pair(row.text(), "again", row.label(), 1)));

    assertThat(refused(rows, Manifests.of("parcel", "money")))
        .hasMessage("model mails 1 reads single texts, but 80 of 80 texts are pairs");
  }

  @Test
  void aFewRowsOfTheOtherKindAreLeftOutAndListed() {
    List<Labelled> rows = new ArrayList<>(Messages.of(40, 1, "parcel", "money"));
    rows.add(Messages.pair("one", "two", "parcel", 99));

    RetrainRows kept = rows(rows, Manifests.of("parcel", "money"));

    assertThat(kept.train().size() + kept.heldOut().size()).isEqualTo(80);
    assertThat(kept.notices())
        .containsExactly(
            "1 of 81 rows are left out:\n"
                + "  labelled-events-0@99: a pair, but rows are single texts");
    assertThat(kept.counts()).containsEntry("leftOut.pair", 1L);
  }

  @Test
  void maxRowsDrawsEveryLabelsShareButEnoughOfARareOne() {
    settings.put("max-rows", "100");
    List<Labelled> many = new ArrayList<>(Messages.of(400, 1, "parcel", "money"));
    many.addAll(Messages.of(30, 2, "password"));

    RetrainRows drawn = rows(many, null);

    assertThat(count(drawn.train(), "parcel")).isBetween(36L, 40L);
    assertThat(count(drawn.train(), "password")).isEqualTo(8);
    assertThat(count(drawn.heldOut(), "parcel")).isBetween(8L, 10L);
    assertThat(count(drawn.heldOut(), "password")).isEqualTo(2);
    assertThat(drawn.notices()).singleElement().asString().endsWith("rows are drawn by max-rows");
    // The draw changes little when rows are added.
    many.addAll(Messages.of(1, 3, "parcel", "money"));
    Set<String> again = keys(rows(many, null).train());
    again.retainAll(keys(drawn.train()));
    assertThat(again).hasSizeGreaterThan(drawn.train().size() - 4);
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThatThrownBy(() -> rows(List.of(), Manifests.of("parcel", "money")))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("0 rows can be used");
  }

  private RefusedException refused(List<Labelled> rows, @Nullable ModelManifest current) {
    return catchThrowableOfType(RefusedException.class, () -> rows(rows, current));
  }

  private RetrainRows rows(List<Labelled> rows, @Nullable ModelManifest current) {
    RowIntake intake = new RowIntake();
    rows.forEach(intake::add);
    return RetrainRows.of(intake, RetrainSettings.of(settings, 1).data(), current);
  }

  private static Set<String> keys(List<Sample> rows) {
    Set<String> keys = new HashSet<>();
    rows.forEach(row -> keys.add(row.key()));
    return keys;
  }

  private static long count(List<Sample> rows, String label) {
    return rows.stream().filter(row -> row.label().equals(label)).count();
  }
}
