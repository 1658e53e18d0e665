package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatDetectionTest {

  private static DataFormat detect(String name, @Nullable String... lines) {
    List<TextBytes.Line> numbered = new ArrayList<>();
    for (String line : lines) {
      numbered.add(new TextBytes.Line(numbered.size() + 1L, line));
    }
    return FormatDetection.detect(Path.of(name), numbered);
  }

  @Test
  void whatIsInAFileGoesBeforeItsName() {
    assertThat(detect("a.csv", "{\"text\": \"a\"}")).isEqualTo(DataFormat.JSONL);
    assertThat(detect("a.csv", "sentence\tlabel", "good\t1")).isEqualTo(DataFormat.SST2);
    assertThat(detect("a.csv", "gj04\t1\t\tThey drank the pub dry.")).isEqualTo(DataFormat.COLA);
  }

  @Test
  void theNameDecidesBetweenTabsAndCommas() {
    assertThat(detect("A.TSV", "text,with comma,label")).isEqualTo(DataFormat.TSV);
    assertThat(detect("a.csv", "text\twith tab,label")).isEqualTo(DataFormat.CSV);
    assertThat(detect("a.txt", "text, and more\tlabel")).isEqualTo(DataFormat.TSV);
    assertThat(detect("a.txt", "text,label")).isEqualTo(DataFormat.CSV);
  }

  @Test
  void everyOneOfTheFirstLinesMustLookLikeCola() {
    String cola = "gj04\t0\t*\tThey drank the pub.";

    assertThat(detect("a.tsv", cola, cola)).isEqualTo(DataFormat.COLA);
    assertThat(detect("a.tsv", cola, "gj04\t2\t*\tThree classes.")).isEqualTo(DataFormat.TSV);
    assertThat(detect("a.tsv", cola, "gj04\t1\t?\tAnother mark.")).isEqualTo(DataFormat.TSV);
    assertThat(detect("a.tsv", cola, null)).isEqualTo(DataFormat.TSV);
  }

  @Test
  void aJsonArrayIsToldFromJsonLines() {
    for (String first : List.of("[", "[{\"text\": \"a\"}]", "  [ ")) {
      assertThatThrownBy(() -> detect("a.json", first))
          .isInstanceOf(DataException.class)
          .hasMessage("a.json:1: one JSON array, expected JSON Lines: one object on every line");
    }
  }

  @Test
  void aFileOfNothingOrOfOtherBytesIsNamed() {
    assertThatThrownBy(() -> detect("a.csv")).hasMessage("a.csv: the file is empty");
    assertThatThrownBy(() -> detect("a.csv", (String) null)).hasMessage("a.csv:1: not UTF-8");
  }

  @Test
  void aShapeThatNobodyKnowsIsShownButNotAllOfIt() {
    assertThatThrownBy(() -> detect("a.txt", "x".repeat(100)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "a.txt:1: format not recognized, the first line is '"
                + "x".repeat(80)
                + "...'; expected")
        .hasMessageContaining("--format");
  }
}
