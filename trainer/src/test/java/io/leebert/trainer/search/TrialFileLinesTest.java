package io.leebert.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search may take days: what its file holds must survive whatever cuts it off. */
class TrialFileLinesTest {

  private static final Map<String, String> SEARCH = Map.of("train", "größe 😀", "folds", "3");
  private static final Candidate CANDIDATE = new Candidate(1e-5, 1e-3, 16, 2);
  private static final Trial FIRST = new Trial(CANDIDATE, List.of(.5, .6), 12.5);
  private static final Trial DIVERGED = new Trial(CANDIDATE, List.of(), 3);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("trials.jsonl");
  }

  @Test
  void aTrialThatDivergedIsRememberedAsSuch() {
    TrialFile.open(file, SEARCH).add(DIVERGED);

    assertThat(TrialFile.open(file, SEARCH).trials())
        .singleElement()
        .satisfies(trial -> assertThat(trial.diverged()).isTrue());
  }

  @Test
  void whateverIsCutOffInTheLastLineTheTrialsBeforeItStay() throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    trials.add(FIRST);
    byte[] whole = Files.readAllBytes(file);
    trials.add(DIVERGED);
    byte[] more = Files.readAllBytes(file);

    for (int length = whole.length; length < more.length; length++) {
      Files.write(file, Arrays.copyOf(more, length));

      assertThat(TrialFile.open(file, SEARCH).trials())
          .as("%d bytes", length)
          .containsExactly(FIRST);
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void theOrderInWhichTheSearchIsDescribedDoesNotMakeItAnother() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("a", "1");
    one.put("b", "2");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("b", "2");
    other.put("a", "1");
    TrialFile.open(file, one).add(FIRST);

    assertThat(TrialFile.open(file, other).trials()).containsExactly(FIRST);
  }

  @Test
  void oneThingMoreInTheDescriptionIsAnotherSearch() {
    TrialFile.open(file, Map.of("a", "1"));

    assertThatThrownBy(() -> TrialFile.open(file, Map.of("a", "1", "b", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " holds the trials of another search; give another file, or remove it");
  }

  @Test
  void anEmptyFileIsNobodysSearch() throws IOException {
    Files.createFile(file);

    assertThatThrownBy(() -> TrialFile.open(file, SEARCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another search");
  }

  @Test
  void aFileOfSomethingElseIsLeftAsItWas() throws IOException {
    Files.writeString(file, "my notes");

    assertThatThrownBy(() -> TrialFile.open(file, SEARCH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasContent("my notes");
  }

  @Test
  void nothingTemporaryStaysBehind() throws IOException {
    TrialFile.open(file, SEARCH);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theSameTrialsAreAlwaysTheSameBytes() throws IOException {
    Path other = folder.resolve("other.jsonl");
    for (Path path : List.of(file, other)) {
      TrialFile trials = TrialFile.open(path, SEARCH);
      trials.add(FIRST);
      trials.add(DIVERGED);
    }

    assertThat(file).hasSameBinaryContentAs(other);
    assertThat(Files.readString(file).lines())
        .hasSize(3)
        .element(1, InstanceOfAssertFactories.STRING)
        .doesNotContain("mean", "deviation", "diverged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "7",
        "[]",
        "\"trial\"",
        "{\"candidate\":null,\"scores\":[],\"seconds\":1}",
        "{\"scores\":[0.5],\"seconds\":1}",
        "{\"candidate\":{\"learningRate\":1},\"scores\":[],\"seconds\":1}"
      })
  void aWholeLineThatIsNoTrialIsNamedWithItsFile(String line) throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    Files.writeString(file, Files.readString(file) + line + "\n");

    assertThatThrownBy(trials::trials)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " has a line that is no trial: ");
  }

  @Test
  void twoTrialsInOneLineAreNotTakenForOne() throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    trials.add(FIRST);
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, lines.get(0) + "\n" + lines.get(1) + lines.get(1) + "\n");

    assertThatThrownBy(trials::trials)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " has a line that is no trial: ");
  }

  @Test
  void aFolderInItsPlaceIsNamed() throws IOException {
    Files.createDirectory(file);

    assertThatThrownBy(() -> TrialFile.open(file, SEARCH))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot use " + file + " for the trials: ");
  }

  @Test
  void aFileThatWentAwayIsNamed() throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    Files.delete(file);

    assertThatThrownBy(trials::trials)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot read " + file + ": ");
  }

  @Test
  void aFileThatIsNotInUtf8IsNamed() throws IOException {
    TrialFile.open(file, SEARCH);
    Files.write(file, "größe\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> TrialFile.open(file, SEARCH))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot use " + file + " for the trials: ");
  }
}
