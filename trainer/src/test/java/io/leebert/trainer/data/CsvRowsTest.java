package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comma-separated files as spreadsheets and programs write them. */
class CsvRowsTest {

  private final DataFolder data;

  CsvRowsTest(@TempDir Path folder) {
    this.data = new DataFolder(folder);
  }

  @Test
  void quotedFieldsKeepCommasQuotesAndLineBreaks() {
    LabelledFile file =
        data.read(
            "x.csv",
            "\"text\",\"label\"\r\n\"a, \"\"b\"\"\",x\r\n\"one\r\ntwo\",y\r\n\" kept \",x\r\n");

    assertThat(file.rows())
        .containsExactly(
            new LabelledRow("a, \"b\"", null, "x", 2),
            new LabelledRow("one\r\ntwo", null, "y", 3),
            new LabelledRow(" kept ", null, "x", 5));
  }

  @Test
  void aQuoteInsideAnUnquotedFieldIsText() {
    assertThat(data.read("x.csv", "text,label\n5\" screen,x\n").rows())
        .containsExactly(new LabelledRow("5\" screen", null, "x", 2));
  }

  @Test
  void theLastLineNeedsNoLineBreakAndTabsAreText() {
    assertThat(data.read("x.csv", "text,label\na\tb,x\nc,y").rows())
        .extracting(LabelledRow::text)
        .containsExactly("a\tb", "c");
  }

  @Test
  void labelsLoseTheirOuterSpacesAndTextsKeepThem() {
    assertThat(data.read("x.csv", "text,label\n a , x \n").rows())
        .containsExactly(new LabelledRow(" a ", null, "x", 2));
  }

  @Test
  void badRowsCarryTheLineTheyStartInAlsoBehindFieldsOfSeveralLines() {
    LabelledFile file =
        data.read("x.csv", "text,label\n\"a\nb\nc\",x\nonly one\n\"d\ne\",y,z\n\n,x\nf, \ng,y\n");

    assertThat(file.rows()).extracting(LabelledRow::line).containsExactly(2L, 11L);
    assertThat(file.badRows())
        .extracting(row -> row.line() + ": " + row.problem())
        .containsExactly(
            "5: expected 2 fields, found 1",
            "6: expected 2 fields, found 3",
            "8: expected 2 fields, found 1 (an empty line)",
            "9: the text is empty",
            "10: the label is empty");
  }

  @Test
  void textBehindAClosingQuoteIsAnErrorWithItsLine() {
    Path file = data.write("x.csv", "text,label\na,x\n\"b\" c,y\nd,x\n");

    assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":3: not readable as CSV");
  }

  @Test
  void semicolonsAreNoCommas() {
    Path file = data.write("x.csv", "text;label\na;x\n");

    assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
        .hasMessageContaining("found [text;label]");
  }

  @Test
  void withoutAHeaderTheFirstRowIsData() {
    Path file = data.write("x.csv", "spam,\"win, now\"\nham,hello\n");

    assertThat(DataFolder.read(DataFormat.CSV, new Columns("2", null, "1", false), file).rows())
        .containsExactly(
            new LabelledRow("win, now", null, "spam", 1), new LabelledRow("hello", null, "ham", 2));
  }

  @Test
  void pairsAreReadAndNeedBothTexts() {
    LabelledFile file = data.read("x.csv", "premise,hypothesis,label\na,b,yes\nc,,no\n,d,no\n");

    assertThat(file.rows()).containsExactly(new LabelledRow("a", "b", "yes", 2));
    assertThat(file.badRows())
        .extracting(BadRow::problem)
        .containsExactly("the second text is empty", "the text is empty");
  }
}
