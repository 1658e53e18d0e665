package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.evaluate.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {

  private static final Map<String, String> RUN = Map.of("seed", "1", "trainSha256", "ab");

  private final Path folder;
  private final CheckpointFolder checkpoints;

  CheckpointFolderTest(@TempDir Path parent) {
    this.folder = parent.resolve("run").resolve("checkpoints");
    this.checkpoints = new CheckpointFolder(folder, RUN);
  }

  @Test
  void whereThereIsNoFolderThereIsNoCheckpoint() {
    assertThat(checkpoints.newest()).isEmpty();
    checkpoints.clear();
    assertThat(folder).doesNotExist();
  }

  @Test
  void everyNumberComesBackExactly() {
    Checkpoint written = checkpoint(7);

    save(7, written);

    assertThat(checkpoints.newest().orElseThrow().checkpoint())
        .usingRecursiveComparison()
        .isEqualTo(written);
  }

  @Test
  void beforeTheFirstEpochThereIsNoBestScore() {
    Checkpoint c = checkpoint(1);
    save(
        1,
        new Checkpoint(
            0,
            1,
            1,
            0,
            1,
            1,
            0.5,
            0,
            0,
            new double[0],
            new EarlyStopping.State(null, 0, 0),
            List.of(),
            c.history()));

    assertThat(checkpoints.newest().orElseThrow().checkpoint().stopping().best()).isNull();
  }

  @Test
  void aCheckpointReplacesTheOneBefore() throws IOException {
    save(3, checkpoint(3));
    save(12, checkpoint(12));

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("checkpoint-000000012"));
    }
    CheckpointFolder.Found found = checkpoints.newest().orElseThrow();
    assertThat(found.checkpoint().stageSteps()).isEqualTo(12);
    assertThat(found.tensors()).hasContent("tensors of 12");
  }

  @Test
  void theNewerOfTwoWholeOnesIsTaken() throws IOException {
    save(9, checkpoint(9));
    Path aside = folder.resolveSibling("aside");
    Files.move(folder.resolve("checkpoint-000000009"), aside);
    save(10, checkpoint(10));
    Files.move(aside, folder.resolve("checkpoint-000000009"));

    assertThat(checkpoints.newest().orElseThrow().checkpoint().stageSteps()).isEqualTo(10);
  }

  @Test
  void whatIsLeftOfOneThatWasBeingRemovedIsNotLookedAt() throws IOException {
    save(10, checkpoint(10));
    Files.createDirectory(folder.resolve("checkpoint-000000009"));

    assertThat(checkpoints.newest().orElseThrow().checkpoint().stageSteps()).isEqualTo(10);
    save(11, checkpoint(11));
    assertThat(folder.resolve("checkpoint-000000009")).doesNotExist();
  }

  @Test
  void aHalfWrittenOneIsIgnoredAndWrittenOver() throws IOException {
    save(4, checkpoint(4));
    Path half = Files.createDirectory(folder.resolve("checkpoint.new"));
    Files.writeString(half.resolve("state.json"), "{\"stage\":");
    Files.writeString(half.resolve("left-over"), "x");

    assertThat(checkpoints.newest().orElseThrow().checkpoint().stageSteps()).isEqualTo(4);

    save(5, checkpoint(5));
    assertThat(half).doesNotExist();
    assertThat(folder.resolve("checkpoint-000000005/left-over")).doesNotExist();
  }

  @Test
  void onlyAHalfWrittenOneIsNone() throws IOException {
    Files.createDirectories(folder.resolve("checkpoint.new"));

    assertThat(checkpoints.newest()).isEmpty();
  }

  @Test
  void theSameStepMayBeWrittenTwice() {
    save(5, checkpoint(4));
    save(5, checkpoint(5));

    assertThat(checkpoints.newest().orElseThrow().checkpoint().stageSteps()).isEqualTo(5);
  }

  @Test
  void anotherRunsIsRefusedNamingWhatDiffers() {
    save(5, checkpoint(5));

    assertRefused(Map.of("seed", "2", "trainSha256", "ab"), "its seed is 1, this run's is 2");
    assertRefused(
        Map.of("seed", "1", "trainSha256", "cd"), "its trainSha256 is ab, this run's is cd");
    assertRefused(Map.of("seed", "1"), "its trainSha256 is ab, this run's is nothing");
    assertRefused(
        Map.of("devSha256", "ef", "seed", "1", "trainSha256", "ab"),
        "its devSha256 is nothing, this run's is ef");
  }

  private void assertRefused(Map<String, String> other, String message) {
    CheckpointFolder theirs = new CheckpointFolder(folder, other);
    assertThatThrownBy(theirs::newest)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the checkpoint in " + folder + " is of another run: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{}", "null", "[1]", "{\"stage\": 0, \"epoch\": \"one\"}", "\0\0\0"})
  void aDamagedStateIsNamed(String content) throws IOException {
    save(5, checkpoint(5));
    Files.writeString(folder.resolve("checkpoint-000000005/state.json"), content);

    assertThatThrownBy(checkpoints::newest)
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the checkpoint in " + folder + " cannot be read: ")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "run.json"})
  void aPartThatIsFollowedByMoreIsNamedWithThePlace(String part) throws IOException {
    save(5, checkpoint(5));
    Path file = folder.resolve("checkpoint-000000005").resolve(part);
    Files.writeString(file, Files.readString(file) + "\n\n {}");

    assertThatThrownBy(checkpoints::newest)
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith(
            "the checkpoint in " + folder + " cannot be read: " + part + ", line 3, column 2: ")
        .hasMessageContaining("Trailing token");
    assertThat(checkpoints.obstacle().orElseThrow()).contains(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "run.json"})
  void aMissingPartIsNamed(String part) throws IOException {
    save(5, checkpoint(5));
    Files.delete(folder.resolve("checkpoint-000000005").resolve(part));

    assertThatThrownBy(checkpoints::newest)
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the checkpoint in " + folder + " cannot be read: ")
        .hasMessageContaining(part);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> save(1, checkpoint(1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write a checkpoint to " + folder);
  }

  @Test
  void clearingLeavesNothingButWhatOthersPutThere() throws IOException {
    save(5, checkpoint(5));
    Files.createDirectory(folder.resolve("checkpoint.new"));
    checkpoints.clear();
    assertThat(folder).doesNotExist();

    save(6, checkpoint(6));
    Path note = Files.writeString(folder.resolve("notes.txt"), "mine");
    checkpoints.clear();
    assertThat(folder).isDirectoryContaining(note::equals);
    assertThat(checkpoints.newest()).isEmpty();
  }

  private void save(int step, Checkpoint checkpoint) {
    checkpoints.save(
        step,
        checkpoint,
        file -> {
          try {
            Files.writeString(file, "tensors of " + step);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** One with numbers that a careless format would lose. */
  private static Checkpoint checkpoint(int stageSteps) {
    ExitScores scores =
        ExitScores.of(
            new float[][][] {{{0.3f, 0.7f}, {0.6f, 0.4f}}, {{0.2f, 0.8f}, {0.1f, 0.9f}}},
            new int[] {0, 1},
            Metric.ACCURACY);
    return new Checkpoint(
        1,
        3,
        2,
        5,
        stageSteps,
        stageSteps + 7,
        0.1 + 0.2,
        1e9 / 7,
        Double.MIN_VALUE,
        new double[] {1 / 3.0, -0.0, 1e-300, Math.PI},
        new EarlyStopping.State(2 / 3.0, 1, 2),
        List.of(new EpochReport("exits", 2, 9, 40, Math.E, scores, true, 0.1 * 3)),
        new History.State(
            List.of(new History.Loss(4, 1 / 7.0)),
            List.of(new History.Weights(4, new double[][] {{1, 0, 1 / 9.0}, {1, 1e-17, 0}})),
            1 / 11.0,
            3));
  }
}
