package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {

  private static final Path FILE = Path.of("x.jsonl");

  @Test
  void singleValuesOfAnyTypeAreText() {
    assertThat(
            usual(
                    "{\"text\":\"a\",\"label\":true}",
                    "{\"text\":5,\"label\":-1}",
                    "{\"label\":2.50,\"text\":\"\\u00e9\\n\\uD83D\\uDE00\"}")
                .rows())
        .containsExactly(
            new LabelledRow("a", null, "true", 1),
            new LabelledRow("5", null, "-1", 2),
            new LabelledRow("é\n😀", null, "2.5", 3));
  }

  @Test
  void aSecondTextIsTakenByItsUsualNameOrByTheUsers() {
    String json = "{\"text\":\"a\",\"text_pair\":\"b\",\"note\":\"c\",\"label\":\"x\"}";

    assertThat(usual(json).rows()).containsExactly(new LabelledRow("a", "b", "x", 1));
    assertThat(read(new Columns("note", "text", null, true), json).rows())
        .containsExactly(new LabelledRow("c", "a", "x", 1));
  }

  @Test
  void aFieldThatIsTheTextIsNotAlsoTheSecondText() {
    String json = "{\"premise\":\"a\",\"hypothesis\":\"b\",\"label\":\"x\"}";

    assertThat(read(new Columns("hypothesis", null, null, true), json).rows())
        .containsExactly(new LabelledRow("b", null, "x", 1));
  }

  @Test
  void aFieldThatIsNullIsNotThere() {
    assertThat(
            usual("{\"text\":null,\"sentence\":\"a\",\"text_pair\":null,\"label\":\"x\"}").rows())
        .containsExactly(new LabelledRow("a", null, "x", 1));
  }

  @Test
  void rowsWithoutASecondTextAreBadWhereOthersHaveOne() {
    LabelledFile file =
        usual(
            "{\"text\":\"a\",\"label\":\"x\"}",
            "{\"text\":\"b\"}",
            "{\"text\":\"c\",\"text_pair\":\"d\",\"label\":\"x\"}",
            "{\"text\":\"e\",\"text_pair\":null,\"label\":\"x\"}");

    assertThat(file.rows()).containsExactly(new LabelledRow("c", "d", "x", 3));
    assertThat(file.badRows()).extracting(BadRow::line).containsExactly(1L, 2L, 4L);
    assertThat(file.badRows().get(0).problem())
        .isEqualTo("no second text, but other rows have one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\":\"a\",\"text\":\"b\",\"label\":\"x\"} | Duplicate field 'text'",
        "{\"text\":\"a\",\"label\":\"x\"} {} | not a JSON object",
        "{\"text\":\"a\",\"label\":\"x\" | not a JSON object",
        "\"text\" | expected a JSON object, found STRING",
        "`  ` | expected a JSON object, found an empty line",
        "{\"text\":[\"a\"],\"label\":\"x\"} | expected a text in field 'text', found ARRAY",
        "{\"text\":\"a\",\"label\":{}} | expected a text in field 'label', found OBJECT",
        "{\"text\":\"a\",\"label\":\"x\",\"text2\":[]} | expected a text in field 'text2', found ARRAY",
        "{\"text\":\" \",\"label\":\"x\"} | the text is empty",
        "{\"text\":\"a\",\"label\":\"\"} | the label is empty",
        "{\"body\":\"a\",\"label\":\"x\"} | found [body, label]",
        "{\"text\":\"a\",\"kind\":\"x\"} | no label field called one of [label, category",
      })
  void whatIsWrongWithALineIsSaid(String json, String problem) {
    LabelledFile file = usual("{\"text\":\"good\",\"label\":\"x\"}", json);

    assertThat(file.rows()).hasSize(1);
    assertThat(file.badRows()).hasSize(1);
    assertThat(file.badRows().get(0).toString()).startsWith("x.jsonl:2: ").contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "x\\udc00",
        "\\ude00\\ud83d",
        "\\ud83dx\\ude00",
        "\\ud83d\\ude00\\ud83d"
      })
  void aLabelWithHalfACharacterIsRefusedWhereItIsRead(String label) {
    LabelledFile file =
        usual(
            "{\"text\":\"good\",\"label\":\"x\"}", "{\"text\":\"a\",\"label\":\"" + label + "\"}");

    assertThat(file.rows()).containsExactly(new LabelledRow("good", null, "x", 1));
    assertThat(file.badRows()).hasSize(1);
    assertThat(file.badRows().get(0))
        .hasToString(
            "x.jsonl:2: the label holds half a character (a lone surrogate), which no file can"
                + " carry in UTF-8");
  }

  @Test
  void aLabelOfWholeCharactersIsTakenHoweverItIsWritten() {
    assertThat(
            usual(
                    "{\"text\":\"a\",\"label\":\"\\ud83d\\ude00\"}",
                    "{\"text\":\"a\",\"label\":\"😀\"}",
                    "{\"text\":\"a\",\"label\":\"\\ud7ff\\ue000\"}")
                .rows())
        .extracting(LabelledRow::label)
        .containsExactly("😀", "😀", "\ud7ff\ue000");
  }

  @Test
  void halfACharacterInATextIsLeftForTheTokenizer() {
    LabelledFile file = usual("{\"text\":\"a\\ud800\",\"label\":\"x\"}");

    assertThat(file.badRows()).isEmpty();
    assertThat(file.rows()).extracting(LabelledRow::text).containsExactly("a\ud800");
  }

  @Test
  void fieldsTheUserNamesMustBeThereAndDiffer() {
    String json = "{\"text\":\"a\",\"label\":\"x\"}";

    assertThat(problem(new Columns("body", null, null, true), json))
        .isEqualTo("no text field 'body', found [label, text]");
    assertThat(problem(new Columns(null, "body", null, true), json))
        .isEqualTo("no second text field 'body', found [label, text]");
    assertThat(problem(new Columns("label", null, null, true), json))
        .isEqualTo("field 'label' cannot be two things");
    assertThat(problem(new Columns(null, "text", null, true), json))
        .isEqualTo("field 'text' cannot be two things");
  }

  private static String problem(Columns columns, String json) {
    return read(columns, json).badRows().get(0).problem();
  }

  private static LabelledFile usual(String... lines) {
    return read(Columns.usual(), lines);
  }

  private static LabelledFile read(Columns columns, String... json) {
    List<TextBytes.Line> lines = new ArrayList<>();
    for (String line : json) {
      lines.add(new TextBytes.Line(lines.size() + 1L, line));
    }
    RowCollector collector = new RowCollector(FILE, DataFormat.JSONL);
    new JsonRows(columns).read(lines, collector);
    return collector.collected("", Columns.usual());
  }
}
