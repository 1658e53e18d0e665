package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextReaderTest {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path folder;

  LabelledTextReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void sst2IsRecognizedByItsHeader() throws IOException {
    LabelledFile file = read("train.txt", "sentence\tlabel\na \"fine\" day \t1\nso dull \t0\n");

    assertThat(file.format()).isEqualTo(DataFormat.SST2);
    assertThat(file.rows())
        .containsExactly(
            new LabelledRow("a \"fine\" day ", null, "1", 2),
            new LabelledRow("so dull ", null, "0", 3));
  }

  @Test
  void mrpcIsRecognizedBehindAByteOrderMarkAndItsQuotesAreText() throws IOException {
    LabelledFile file =
        read(
            "x",
            BYTE_ORDER_MARK
                + String.join("\t", "Quality", "#1 ID", "#2 ID", "#1 String", "#2 String")
                + "\r\n1\t11\t12\t\" Open quote\tAnother \" one\r\n");

    assertThat(file.format()).isEqualTo(DataFormat.MRPC);
    assertThat(file.hasPairs()).isTrue();
    assertThat(file.rows())
        .containsExactly(new LabelledRow("\" Open quote", "Another \" one", "1", 2));
  }

  @Test
  void colaIsRecognizedByItsShape() throws IOException {
    LabelledFile file = read("train.tsv", "gj04\t1\t\tBirds sing.\ncj99\t0\t*\tBirds sings the.\n");

    assertThat(file.format()).isEqualTo(DataFormat.COLA);
    assertThat(file.rows().get(1)).isEqualTo(new LabelledRow("Birds sings the.", null, "0", 2));
  }

  @Test
  void csvFollowsRfc4180AndCountsLinesOfMultiLineFields() throws IOException {
    LabelledFile file =
        read(
            "messages.csv",
            "id,text,category\n1,\"one, two\",a\n2,\"line\nbreak \"\"quoted\"\"\",b\n3,plain,a\n");

    assertThat(file.format()).isEqualTo(DataFormat.CSV);
    assertThat(file.rows())
        .containsExactly(
            new LabelledRow("one, two", null, "a", 2),
            new LabelledRow("line\nbreak \"quoted\"", null, "b", 3),
            new LabelledRow("plain", null, "a", 5));
  }

  @Test
  void tsvTakesUsualColumnNamesAndASecondText() throws IOException {
    LabelledFile file = read("p.tsv", "Sentence1\tsentence2\tlabel\n\"a\tb\"\tyes\n");

    assertThat(file.format()).isEqualTo(DataFormat.TSV);
    assertThat(file.rows()).containsExactly(new LabelledRow("\"a", "b\"", "yes", 2));
  }

  @Test
  void jsonLinesTakeFieldsByNameAndNumbersAsLabels() throws IOException {
    LabelledFile file =
        read("x.jsonl", "{\"text\":\"héllo\",\"label\":3}\n{\"label\":\"b\",\"text\":\"x\"}");

    assertThat(file.format()).isEqualTo(DataFormat.JSONL);
    assertThat(file.rows())
        .containsExactly(
            new LabelledRow("héllo", null, "3", 1), new LabelledRow("x", null, "b", 2));
  }

  @Test
  void columnsCanBeNamedOrNumberedWithoutAHeader() throws IOException {
    Path file = write("spam", "ham\thello there\nspam\twin money\n");

    LabelledFile read =
        new LabelledTextReader(DataFormat.TSV, new Columns("2", null, "1", false)).read(file);

    assertThat(read.rows())
        .containsExactly(
            new LabelledRow("hello there", null, "ham", 1),
            new LabelledRow("win money", null, "spam", 2));
  }

  @Test
  void aMissingColumnNamesThoseThereAre() throws IOException {
    Path file = write("x.csv", "id,body,kind\n1,a,b\n");

    assertThatThrownBy(() -> reader(null).read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.csv:1: no text column called one of [text, sentence")
        .hasMessageContaining("found [id, body, kind]");
    assertThatThrownBy(
            () -> new LabelledTextReader(null, new Columns("body", null, "9", true)).read(file))
        .hasMessageContaining("no label column '9'");
  }

  @Test
  void everyBadRowIsListedWithItsLineAndProblem() throws IOException {
    LabelledFile file =
        read(
            "t.tsv",
            "sentence\tlabel\ngood\t1\nno label\n\ntoo\tmany\tfields\n  \t0\nodd\t2\nalso good\t0\n");

    assertThat(file.rows()).extracting(LabelledRow::text).containsExactly("good", "also good");
    assertThat(file.badRows())
        .extracting(BadRow::toString)
        .containsExactly(
            file.file() + ":3: expected 2 fields, found 1",
            file.file() + ":4: expected 2 fields, found 1 (an empty line)",
            file.file() + ":5: expected 2 fields, found 3",
            file.file() + ":6: the text is empty",
            file.file() + ":7: expected label 0 or 1, found '2' (--format tsv takes any)");
    assertThatThrownBy(file::requireNoBadRows)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("5 bad rows of 7")
        .hasMessageContaining("t.tsv:3: expected 2 fields")
        .hasMessageContaining("--skip-bad-rows");
  }

  @Test
  void onlyTheFirstBadRowsOfManyAreListed() throws IOException {
    LabelledFile file = read("t.tsv", "sentence\tlabel\n" + "x\n".repeat(25));

    assertThat(file.describeBadRows().lines()).hasSize(12);
    assertThat(file.describeBadRows()).contains("25 bad rows of 25").endsWith("and 15 more");
  }

  @Test
  void brokenJsonIsABadRow() throws IOException {
    LabelledFile file =
        read(
            "x.jsonl",
            """
            {"text":"a","label":"b"}
            {"text":
            [1]
            {"text":"a"}
            {"text":{},"label":"b"}
            """);

    assertThat(file.badRows()).extracting(BadRow::line).containsExactly(2L, 3L, 4L, 5L);
    assertThat(file.badRows().get(1).problem()).contains("expected a JSON object, found ARRAY");
    assertThat(file.badRows().get(2).problem()).contains("no label field called one of");
  }

  @Test
  void bytesThatAreNotUtf8AreABadRowInLinesAndAnErrorWithItsLineInCsv() throws IOException {
    byte[] latin1 = "text\tlabel\ncafé\tx\nfine\ty\n".getBytes(StandardCharsets.ISO_8859_1);
    Path tsv = Files.write(folder.resolve("l.tsv"), latin1);
    Path csv =
        Files.write(
            folder.resolve("l.csv"),
            "text,label\na,x\ncafé,x\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reader(null).read(tsv).badRows()).containsExactly(new BadRow(tsv, 2, "not UTF-8"));
    assertThatThrownBy(() -> reader(null).read(csv)).hasMessage(csv + ":3: not UTF-8");
  }

  @Test
  void aQuoteLeftOpenIsAnErrorWhereItStarts() throws IOException {
    Path file = write("q.csv", "text,label\nfine,a\n\"open,b\nmore,c\n");

    assertThatThrownBy(() -> reader(null).read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("q.csv:3: not readable as CSV");
  }

  @Test
  void filesThatCannotBeReadSaySo() throws IOException {
    Path empty = write("empty.csv", "");
    Path onlyHeader = write("h.csv", "text,label\n");
    Path prose = write("prose", "just words\n");

    assertThatThrownBy(() -> reader(null).read(folder.resolve("none")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> reader(null).read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> reader(null).read(empty)).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> reader(null).read(onlyHeader)).hasMessageContaining("only a header");
    assertThatThrownBy(() -> reader(null).read(prose))
        .hasMessageContaining("format not recognized, the first line is 'just words'");
  }

  @Test
  void theFormatOnTheCommandLineWins() throws IOException {
    Path file = write("x.txt", "sentence\tlabel\nhello\tmaybe\n");

    assertThat(reader(DataFormat.TSV).read(file).rows()).hasSize(1);
    assertThatThrownBy(() -> reader(DataFormat.MRPC).read(file))
        .hasMessageContaining("expected the header 'Quality");
    assertThat(DataFormat.ofFlag("SST-2")).isEqualTo(DataFormat.SST2);
    assertThatThrownBy(() -> DataFormat.ofFlag("xml"))
        .hasMessageContaining("expected one of sst2, mrpc, cola, csv, tsv, jsonl");
  }

  @Test
  void theDigestIsThatOfTheBytes() throws IOException {
    LabelledFile file = read("d.csv", "text,label\nabc,x\n");

    assertThat(file.sha256())
        .hasSize(64)
        .isEqualTo(read("copy.csv", "text,label\nabc,x\n").sha256())
        .isNotEqualTo(read("other.csv", "text,label\nabd,x\n").sha256());
  }

  private LabelledFile read(String name, String content) throws IOException {
    return reader(null).read(write(name, content));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static LabelledTextReader reader(@Nullable DataFormat format) {
    return new LabelledTextReader(format, Columns.usual());
  }
}
