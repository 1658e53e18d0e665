package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path folder;

  @Test
  void aRecordReadsBackAsItWasWritten() {
    RunRecord record = RunFixture.run().build();

    RunFolder.write(folder, record);

    assertThat(RunFolder.read(folder))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(record);
  }

  @Test
  void settingsKeepTheirOrder() {
    RunRecord record = small().build();

    RunFolder.write(folder, record);

    assertThat(RunFolder.read(folder).settings().keySet())
        .containsExactlyElementsOf(record.settings().keySet());
  }

  @Test
  void aMissingFolderIsMadeAndAnOlderRecordReplaced() {
    Path nested = folder.resolve("runs").resolve("first");

    RunFolder.write(nested, small().name("old").build());
    RunFolder.write(nested, small().name("new").build());

    assertThat(RunFolder.read(nested).name()).isEqualTo("new");
  }

  @Test
  void nothingTemporaryStaysBehind() {
    RunFolder.write(folder, small().build());

    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aFolderWithoutARecordIsRefusedByName() {
    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessage(folder + " has no run.json, expected the folder of a finished training run");
  }

  @Test
  void aPathThatIsNoFolderIsRefusedByName() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> RunFolder.read(nowhere))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(nowhere + " is not a folder");
  }

  @Test
  void aTruncatedRecordIsRefusedWithItsFile() throws IOException {
    writeRecord();
    String json = Files.readString(folder.resolve("run.json"));
    overwrite(json.substring(0, json.length() / 2));

    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(folder.resolve("run.json") + " is not a run's record: ");
  }

  @Test
  void anotherFormatVersionIsRefusedBeforeItsContent() throws IOException {
    overwrite("{\"formatVersion\": 7, \"somethingElse\": []}");

    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("run.json has formatVersion 7, expected 1");
  }

  @Test
  void jsonOfAnotherKindIsRefused() throws IOException {
    overwrite("[1, 2, 3]");

    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a JSON object with formatVersion 1");
  }

  @Test
  void aMissingFieldIsNamed() throws IOException {
    writeRecord();
    String json = Files.readString(folder.resolve("run.json"));
    overwrite(json.replace("\"preset\":", "\"precept\":"));

    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("'preset'");
  }

  @Test
  void anUnknownServedRuleIsRefusedWithTheOnesThereAre() throws IOException {
    writeRecord();
    String json = Files.readString(folder.resolve("run.json"));
    overwrite(json.replace("\"servedBy\":\"patience\"", "\"servedBy\":\"luck\""));

    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("servedBy is 'luck', expected patience, confidence or entropy");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "a file");

    assertThatThrownBy(() -> RunFolder.write(file, small().build()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("cannot write the report to " + file);
  }

  /** The record alone: pictures take their time, and these tests do not look at them. */
  private void writeRecord() throws IOException {
    Files.write(folder.resolve("run.json"), RunJson.write(small().build()));
  }

  private void overwrite(String json) throws IOException {
    Files.writeString(folder.resolve("run.json"), json);
  }

  /** One exit, and so few pictures. */
  private static RunFixture small() {
    return RunFixture.run().preset("full").exits(12);
  }
}
