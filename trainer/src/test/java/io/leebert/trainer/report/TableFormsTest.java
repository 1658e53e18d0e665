package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users name their presets, labels and runs must not break the table that shows them. */
class TableFormsTest {

  @Test
  void lettersBeyondTheBasicPlaneTakeOneColumnEach() {
    Table table = table("name", "n", "😀😀", "1", "abcd", "22");

    assertThat(table.text().lines()).containsExactly("name   n", "😀😀     1", "abcd  22");
  }

  @Test
  void aTableWithoutRowsIsItsHead() {
    Table empty = new Table("Nothing", 1, List.of("preset", "score"), List.of());

    assertThat(empty.text().lines()).containsExactly("preset  score");
    assertThat(empty.markdown()).isEqualTo("| preset | score |\n| --- | ---: |\n");
    assertThat(empty.size()).isEqualTo("0 rows");
  }

  @Test
  void noLineEndsInSpaces() {
    Table table = new Table("t", 2, List.of("a", "longer head"), List.of(List.of("x", "")));

    assertThat(table.text().lines()).containsExactly("a  longer head", "x");
  }

  @Test
  void aNumberWiderThanItsHeadMovesTheHeadToTheRight() {
    Table table = table("exit", "n", "1", "1,234,567");

    assertThat(table.text().lines()).containsExactly("exit          n", "1     1,234,567");
  }

  @Test
  void aColumnOfWordsAfterOneOfWordsStandsToTheLeftToo() {
    Table table =
        new Table(
            "t",
            2,
            List.of("true class", "taken for", "rows"),
            List.of(List.of("a", "b", "1"), List.of("aaaaaaaaaaaa", "bbbbbbbbbb", "22")));

    assertThat(table.text().lines())
        .containsExactly(
            "true class    taken for   rows",
            "a             b              1",
            "aaaaaaaaaaaa  bbbbbbbbbb    22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "a \u0000 b"})
  void aCellOfSeveralLinesIsOneLineInMarkdown(String cell) {
    String markdown = table("name", "n", cell, "1").markdown();

    assertThat(markdown.lines()).hasSize(3);
    assertThat(markdown.split("\n", -1)).hasSize(4);
    assertThat(markdown).containsPattern("\\| a.?b \\| 1 \\|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "*", "_", "`", "<", "[", "\\", "~", "&"})
  void aLetterThatMeansSomethingInMarkdownMeansItselfInACell(String letter) {
    String cell = "a" + letter + letter + "b";

    assertThat(table("name", "n", cell, "1").markdown())
        .contains("| a\\" + letter + "\\" + letter + "b | 1 |");
  }

  @Test
  void theCaptionIsEscapedAsCellsAre() {
    Table table = new Table("a_b | *c*\nd", 0, List.of(), List.of());

    assertThat(table.captionInMarkdown()).isEqualTo("a\\_b \\| \\*c\\* d");
  }

  @Test
  void aRowWithACellTooManyIsRefusedByCountAndCaption() {
    assertThatThrownBy(() -> new Table("Scores", 0, List.of("a"), List.of(List.of("1", "2"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 'Scores' has 2 cells, expected 1 as its head");
  }

  @Test
  void whoChangesItsRowsLaterChangesNoTable() {
    List<String> row = new ArrayList<>(List.of("leebert", "91.2"));
    List<List<String>> rows = new ArrayList<>(List.of(row));
    Table table = new Table("t", 1, List.of("preset", "score"), rows);

    row.set(0, "pabee");
    rows.clear();

    assertThat(table.rows()).containsExactly(List.of("leebert", "91.2"));
  }

  @Test
  void numbersOfRowsHaveNoSeparatorsWhereverTheyAreRead() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      rows.add(List.of("x"));
    }

    assertThat(new Table("t", 1, List.of("a"), rows).size()).isEqualTo("1234 rows");
  }

  private static Table table(String word, String number, String... cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      rows.add(List.of(cells[i], cells[i + 1]));
    }
    return new Table("t", 1, List.of(word, number), rows);
  }
}
