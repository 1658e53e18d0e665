package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table TABLE =
      new Table(
          "Scores",
          1,
          List.of("preset", "score"),
          List.of(List.of("leebert", "91.2"), List.of("a|b_c", "7")));

  @Test
  void textLinesUpWordsLeftAndNumbersRight() {
    assertThat(TABLE.text().lines())
        .containsExactly("preset   score", "leebert   91.2", "a|b_c        7");
  }

  @Test
  void markdownAlignsNumbersAndEscapesWhatWouldBeMarkup() {
    assertThat(TABLE.markdown())
        .isEqualTo(
            """
            | preset | score |
            | --- | ---: |
            | leebert | 91.2 |
            | a\\|b\\_c | 7 |
            """);
  }

  @Test
  void rowsAreCountedInWords() {
    assertThat(TABLE.size()).isEqualTo("2 rows");
    assertThat(new Table("x", 0, List.of("a"), List.of(List.of("1"))).size()).isEqualTo("1 row");
  }

  @Test
  void aRowThatDoesNotFitTheHeadIsRefused() {
    assertThatThrownBy(() -> new Table("Scores", 0, List.of("a", "b"), List.of(List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 'Scores' has 1 cells, expected 2 as its head");
  }
}
