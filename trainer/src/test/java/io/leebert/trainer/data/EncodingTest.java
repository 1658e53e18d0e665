package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes, line ends and marks, the same for every format. */
class EncodingTest {

  private static final String MARK = "\uFEFF";

  private final DataFolder data;

  EncodingTest(@TempDir Path folder) {
    this.data = new DataFolder(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "x.csv, 'text,label|né 😀,x|b,y|'",
    "x.tsv, 'text\tlabel|né 😀\tx|b\ty|'",
    "sst2, 'sentence\tlabel|né 😀\t1|b\t0|'",
    "cola, 'x\t1\t\tné 😀|x\t0\t\tb|'",
    "x.jsonl, '{\"text\":\"né 😀\",\"label\":\"x\"}|{\"text\":\"b\",\"label\":\"y\"}|'"
  })
  void aByteOrderMarkAndCarriageReturnsChangeNothing(String name, String lines) {
    LabelledFile plain = data.read(name, lines.replace("|", "\n"));
    LabelledFile marked = data.read(name, MARK + lines.replace("|", "\r\n"));
    LabelledFile unended =
        data.read(name, lines.substring(0, lines.length() - 1).replace("|", "\n"));

    assertThat(plain.badRows()).isEmpty();
    assertThat(plain.rows()).extracting(LabelledRow::text).containsExactly("né 😀", "b");
    assertThat(marked.rows()).isEqualTo(plain.rows());
    assertThat(marked.format()).isEqualTo(plain.format());
    assertThat(unended.rows()).isEqualTo(plain.rows());
    assertThat(marked.sha256()).isNotEqualTo(plain.sha256());
  }

  @Test
  void onlyANewlineEndsALine() {
    String odd = "a\u2028b\u0085c\u000bd\re";

    assertThat(data.read("x.tsv", "text\tlabel\n" + odd + "\tx\n").rows())
        .containsExactly(new LabelledRow(odd, null, "x", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-1252"})
  void otherEncodingsAreRefusedByLine(String charset) {
    Path file = data.write("x.csv", "text,label\ncafé “quoted”,x\n", Charset.forName(charset));

    assertThatThrownBy(() -> DataFolder.read(DataFormat.CSV, Columns.usual(), file))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(".*x\\.csv:[1-3]: not UTF-8");
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefusedInEveryTabSeparatedFormat() {
    Path file = data.write("x.tsv", "tëxt\tlabel\na\tb\n", StandardCharsets.ISO_8859_1);

    for (DataFormat format : new DataFormat[] {DataFormat.TSV, DataFormat.CSV}) {
      assertThatThrownBy(() -> DataFolder.read(format, Columns.usual(), file))
          .as(format.flag())
          .hasMessage(file + ":1: not UTF-8");
    }
    assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
        .hasMessage(file + ":1: not UTF-8");
  }

  @Test
  void aFileOfNothingButAByteOrderMarkIsEmpty() {
    for (String name : new String[] {"x.csv", "x.jsonl", "x"}) {
      Path file = data.write(name, MARK);
      assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
          .hasMessage(file + ": the file is empty");
    }
    Path file = data.write("x", "");
    assertThatThrownBy(() -> DataFolder.read(DataFormat.CSV, Columns.usual(), file))
        .hasMessage(file + ": the file is empty");
  }

  @Test
  void jsonThatIsOneArrayIsToldApartFromJsonLines() {
    for (String json : new String[] {"[{\"text\":\"a, b\",\"label\":\"x\"}]", "[\n{}\n]"}) {
      Path file = data.write("x.json", json);
      assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
          .hasMessage(file + ":1: one JSON array, expected JSON Lines: one object on every line");
    }
  }

  @Test
  void theNameDecidesOnlyBetweenCommasAndTabs() {
    assertThat(data.read("a.csv", "text,note\twith tab,label\na,b,c\n").format())
        .isEqualTo(DataFormat.CSV);
    assertThat(data.read("plain", "text,label\nb,c\n").format()).isEqualTo(DataFormat.CSV);
    assertThat(data.read("plain", "text\tlabel\nb, c\td\n").format()).isEqualTo(DataFormat.TSV);
    assertThat(data.read("x.tsv", "{\"text\":\"a\",\"label\":\"x\"}\n").format())
        .isEqualTo(DataFormat.JSONL);
  }
}
