package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GLUE's files: where they are recognized, where not, and what their bad rows say. */
class GlueRowsTest {

  private static final String MRPC = "Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n";

  private final DataFolder data;

  GlueRowsTest(@TempDir Path folder) {
    this.data = new DataFolder(folder);
  }

  @Test
  void aBadRowOfEachSetSaysWhatIsWrong() {
    assertThat(data.read("a", MRPC + "1\t2\t3\tx\n0\t2\t3\tx\t \n2\t2\t3\tx\ty\n").badRows())
        .extracting(BadRow::problem)
        .containsExactly(
            "expected 5 fields, found 4",
            "the second text is empty",
            "expected label 0 or 1, found '2'");
    assertThat(data.read("b", "x\t1\t\tgood\n".repeat(20) + "x\tyes\t\tbad\n").badRows())
        .extracting(BadRow::toString)
        .containsExactly(data.folder().resolve("b") + ":21: expected label 0 or 1, found 'yes'");
  }

  @Test
  void aFileLikeSst2WithLabelsOfItsOwnIsToldHowToBeRead() {
    Path file = data.write("x.tsv", "sentence\tlabel\nnice\tgood\nugly\tbad\n");

    assertThat(DataFolder.read(null, Columns.usual(), file).badRows().get(0).problem())
        .isEqualTo("expected label 0 or 1, found 'good' (--format tsv takes any)");
    assertThat(DataFolder.read(DataFormat.TSV, Columns.usual(), file).rows())
        .extracting(LabelledRow::label)
        .containsExactly("good", "bad");
  }

  @Test
  void columnsThatTheUserNamesAreNeverPassedOver() {
    Path sst2 = data.write("s.tsv", "sentence\tlabel\nnice\tgood\n");
    Path cola = data.write("c.tsv", "gj04\t1\t\tBirds sing.\n");

    LabelledFile swapped =
        DataFolder.read(null, new Columns("label", null, "sentence", true), sst2);
    assertThat(swapped.format()).isEqualTo(DataFormat.TSV);
    assertThat(swapped.rows()).containsExactly(new LabelledRow("good", null, "nice", 2));
    assertThat(DataFolder.read(null, new Columns("4", null, "1", false), cola).rows())
        .containsExactly(new LabelledRow("Birds sing.", null, "gj04", 1));
    assertThatThrownBy(
            () -> DataFolder.read(DataFormat.SST2, new Columns("label", null, null, true), sst2))
        .isInstanceOf(DataException.class)
        .hasMessage(sst2 + ": the columns of format sst2 are fixed, --format tsv takes others");
  }

  @Test
  void aHeaderThatIsNotTheSetsIsShown() {
    Path file = data.write("x.tsv", "index\tsentence\n0\tnice\n");

    assertThatThrownBy(() -> DataFolder.read(DataFormat.SST2, Columns.usual(), file))
        .hasMessage(file + ":1: expected the header 'sentence\tlabel', found 'index\tsentence'");
    assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), file))
        .hasMessageContaining("no label column called one of [label");
  }

  @Test
  void colaIsRecognizedOnlyWhereTheFirstRowsAllLookLikeIt() {
    assertThat(data.read("c.tsv", "x\t1\t\tgood\nx\t0\t*\tbad\n").format())
        .isEqualTo(DataFormat.COLA);

    Path other = data.write("o.tsv", "x\t1\t\tgood\nx\t0\t?\tbad\n");
    assertThatThrownBy(() -> DataFolder.read(null, Columns.usual(), other))
        .hasMessageContaining("no text column")
        .hasMessageContaining("found [x, 1, , good]");
  }

  @Test
  void eachFormatIsKnownByItsFlag() {
    for (DataFormat format : DataFormat.values()) {
      assertThat(DataFormat.ofFlag(format.flag())).isEqualTo(format);
    }
    assertThat(DataFormat.ofFlag("Cola")).isEqualTo(DataFormat.COLA);
    assertThat(DataFormat.values())
        .filteredOn(DataFormat::isGlue)
        .containsExactly(DataFormat.SST2, DataFormat.MRPC, DataFormat.COLA);
  }
}
