package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnPlanTest {

  private static final Path FILE = Path.of("x.csv");

  @Test
  void usualNamesAreFoundWhateverTheirCaseAndSpaces() {
    assertThat(usual("Id", " TEXT ", "Category")).isEqualTo(new ColumnPlan(1, -1, 2, 3));
    assertThat(usual("label", "Question1", "question2")).isEqualTo(new ColumnPlan(1, 2, 0, 3));
  }

  @Test
  void ofSeveralUsualNamesTheLikeliestIsTakenWhereverItStands() {
    assertThat(usual("message", "text", "target", "label")).isEqualTo(new ColumnPlan(1, -1, 3, 4));
  }

  @Test
  void aNamedColumnBeatsAUsualOne() {
    assertThat(plan("body", null, "kind", "text", "body", "label", "kind"))
        .isEqualTo(new ColumnPlan(1, -1, 3, 4));
  }

  @Test
  void aNumberCountsFromOneUnlessAColumnIsCalledSo() {
    assertThat(plan("3", null, "1", "kind", "id", "body")).isEqualTo(new ColumnPlan(2, -1, 0, 3));
    assertThat(plan("3", null, "label", "3", "label", "other"))
        .isEqualTo(new ColumnPlan(0, -1, 1, 3));
  }

  @Test
  void aNumberThatIsNoneOrTooLargeIsNoColumn() {
    for (String wanted : List.of("0", "4", "-1", "99999", "1.5", "")) {
      assertThatThrownBy(() -> plan(wanted, null, null, "text", "x", "label"))
          .as(wanted)
          .isInstanceOf(DataException.class)
          .hasMessage(
              "x.csv:1: no text column '%s', found [text, x, label] (--text-column names it, or"
                  + " gives its number)",
              wanted);
    }
  }

  @Test
  void aNameThatTwoColumnsHaveIsRefusedAndANumberChoosesOne() {
    assertThatThrownBy(() -> usual("text", "label", "Text"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "x.csv:1: columns 1 and 3 are both called 'text' (--text-column takes a number, too)");
    assertThatThrownBy(() -> plan(null, null, "kind", "kind", "text", "kind"))
        .hasMessageContaining("columns 1 and 3 are both called 'kind' (--label-column");
    assertThat(plan("3", null, null, "text", "label", "Text").text()).isEqualTo(2);
  }

  @Test
  void namesThatNobodyAskedForMayComeTwice() {
    assertThat(usual("x", "x", "text", "label")).isEqualTo(new ColumnPlan(2, -1, 3, 4));
  }

  @Test
  void oneColumnCannotBeTwoThings() {
    assertThatThrownBy(() -> plan("label", null, null, "text", "label"))
        .isInstanceOf(DataException.class)
        .hasMessage("x.csv:1: the text and the label cannot both be column 2 'label'");
    assertThatThrownBy(() -> plan(null, "1", null, "text", "label"))
        .hasMessage("x.csv:1: the text and the second text cannot both be column 1 'text'");
    assertThatThrownBy(() -> plan(null, "label", null, "text", "label"))
        .hasMessageContaining("the second text and the label cannot both be column 2");
  }

  @Test
  void aColumnThatIsTheTextIsNotAlsoTheSecondText() {
    assertThat(plan("sentence2", null, null, "sentence1", "sentence2", "label"))
        .isEqualTo(new ColumnPlan(1, -1, 2, 3));
  }

  @Test
  void withoutAHeaderColumnsGoByNumberOnly() {
    ColumnPlan plan =
        ColumnPlan.of(FILE, List.of("ham", "hello"), new Columns("2", null, "1", false));

    assertThat(plan).isEqualTo(new ColumnPlan(1, -1, 0, 2));
    assertThatThrownBy(
            () ->
                ColumnPlan.of(FILE, List.of("text", "label"), new Columns(null, null, "1", false)))
        .hasMessageContaining("no text column called one of [text")
        .hasMessageContaining("found 2 columns without a header");
    assertThatThrownBy(
            () -> ColumnPlan.of(FILE, List.of("a", "b"), new Columns("1", null, "1", false)))
        .hasMessage("x.csv:1: the text and the label cannot both be column 1");
  }

  private static ColumnPlan usual(String... header) {
    return plan(null, null, null, header);
  }

  private static ColumnPlan plan(
      @Nullable String text, @Nullable String pair, @Nullable String label, String... header) {
    return ColumnPlan.of(FILE, List.of(header), new Columns(text, pair, label, true));
  }
}
