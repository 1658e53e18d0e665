package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.DataFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of files that a retraining starts from: in which order, and what is kept of them. */
class BaseFilesTest {

  @TempDir Path folder;
  private final RowIntake intake = new RowIntake();

  @Test
  void theFilesOfAFolderAreReadByNameSoThatTheLastWordIsAlwaysTheSame() throws IOException {
    write("b.csv", "text,label\nwhere is it,parcel\n");
    write("a.csv", "text,label\nwhere is it,money\npay me,money\n");

    BaseFiles files = read(folder);

    assertThat(intake.samples(null))
        .extracting(row -> row.text() + ": " + row.label())
        .containsExactlyInAnyOrder("where is it: parcel", "pay me: money");
    assertThat(intake.counts())
        .containsEntry("rows", 3L)
        .containsEntry("repeated", 1L)
        .containsEntry("relabelled", 1L);
    assertThat(files.provenance())
        .containsEntry("data.file.1", "a.csv")
        .containsEntry("data.file.1.rows", "2")
        .containsEntry("data.file.2", "b.csv")
        .containsEntry("data.file.2.rows", "1")
        .hasSize(6);
  }

  @Test
  void filesAreReadInTheOrderTheyAreNamedInWhateverTheirNames() throws IOException {
    Path b = write("b.csv", "text,label\nwhere is it,parcel\n");
    Path a = write("a.csv", "text,label\nwhere is it,money\n");

    read(b, a);

    assertThat(intake.samples(null)).extracting(Sample::label).containsExactly("money");
  }

  @Test
  void hiddenFilesAndFoldersInAFolderAreNotOurs() throws IOException {
    write(".hidden.csv", "text,label\nsecret,money\n");
    Files.createDirectory(folder.resolve("more"));
    write("more/deeper.csv", "text,label\ndeep,money\n");
    write("a.csv", "text,label\nwhere is it,parcel\n");

    assertThat(read(folder).provenance()).containsEntry("data.file.1", "a.csv").hasSize(3);
    assertThat(intake.samples(null)).extracting(Sample::text).containsExactly("where is it");
  }

  @Test
  void aFolderWithoutFilesIsNamed() throws IOException {
    write(".hidden.csv", "text,label\nsecret,money\n");

    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": the folder has no files");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.csv");

    assertThatThrownBy(() -> read(none))
        .isInstanceOf(DataException.class)
        .hasMessage("no such file: " + none);
  }

  @Test
  void aRowThatCannotBeReadIsCountedAndNamedWithFileAndLine() throws IOException {
    Path file =
        write(
            "a.jsonl",
            """
            {"text": "where is it", "label": "parcel"}
            {"text": "pay me"}
            {"text": "half", "label": "\\ud83d"}
            """);

    BaseFiles files = read(file);

    assertThat(intake.counts()).containsEntry("rows", 3L).containsEntry("leftOut.unreadable", 2L);
    assertThat(String.valueOf(intake.notice()))
        .startsWith("2 of 3 rows are left out:")
        .contains(file + ":2: no label field", file + ":3: the label holds half a character");
    assertThat(files.provenance()).containsEntry("data.file.1.rows", "1");
  }

  @Test
  void aFormatAndColumnsThatAreNamedAreTaken() throws IOException {
    Path file = write("a.data", "parcel\twhere is it\n");
    BaseFiles files = new BaseFiles(rules(DataFormat.TSV, new Columns("2", null, "1", false)));

    files.read(List.of(file), intake);

    assertThat(intake.samples(null))
        .extracting(row -> row.text() + ": " + row.label())
        .containsExactly("where is it: parcel");
  }

  @Test
  void theDigestIsOfTheFilesBytes() throws IOException {
    Path one = write("a.csv", "text,label\nwhere is it,parcel\n");
    Path same = write("b.csv", "text,label\nwhere is it,parcel\n");
    Path other = write("c.csv", "text,label\nwhere is it, parcel\n");

    BaseFiles files = read(one, same, other);

    assertThat(files.provenance().get("data.file.1.sha256"))
        .hasSize(64)
        .isEqualTo(files.provenance().get("data.file.2.sha256"))
        .isNotEqualTo(files.provenance().get("data.file.3.sha256"));
  }

  private BaseFiles read(Path... paths) {
    BaseFiles files = new BaseFiles(rules(null, Columns.usual()));
    files.read(List.of(paths), intake);
    return files;
  }

  private static DataRules rules(@Nullable DataFormat format, Columns columns) {
    return new DataRules(0.25, 0, 2, 2, true, false, format, columns);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
