package io.leebert.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {

  private static final Map<String, String> SEARCH = Map.of("train", "abc", "folds", "3");
  private static final Trial FIRST =
      new Trial(new Candidate(1e-5, 1e-3, 16, 2), List.of(.5, .6, .7), 12.5);
  private static final Trial SECOND =
      new Trial(new Candidate(2e-5, 1e-3, 16, 2), List.of(.4, .4, .4), 11);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("search/trials.jsonl");
  }

  @Test
  void trialsAreThereAgainWhenTheFileIsOpenedAgain() {
    TrialFile trials = TrialFile.open(file, SEARCH);
    assertThat(trials.trials()).isEmpty();
    trials.add(FIRST);
    trials.add(SECOND);

    assertThat(TrialFile.open(file, SEARCH).trials()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aLineThatWasCutOffDoesNotCountAndTheNextTrialIsWhole() throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    trials.add(FIRST);
    String whole = Files.readString(file);
    trials.add(SECOND);
    Files.writeString(file, Files.readString(file).substring(0, whole.length() + 20));

    TrialFile again = TrialFile.open(file, SEARCH);
    assertThat(again.trials()).containsExactly(FIRST);
    again.add(SECOND);
    assertThat(TrialFile.open(file, SEARCH).trials()).containsExactly(FIRST, SECOND);
  }

  @Test
  void theFileOfAnotherSearchIsRefused() {
    TrialFile.open(file, SEARCH);

    assertThatThrownBy(() -> TrialFile.open(file, Map.of("train", "other", "folds", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("another search");
  }

  @Test
  void aLineThatIsNoTrialIsNamed() throws IOException {
    TrialFile trials = TrialFile.open(file, SEARCH);
    Files.writeString(file, Files.readString(file) + "{\"what\": 1}\n");

    assertThatThrownBy(trials::trials)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a line that is no trial");
  }

  @Test
  void aTrialKnowsMeanAndDeviationOfASample() {
    assertThat(FIRST.mean()).isCloseTo(.6, within(1e-12));
    assertThat(FIRST.deviation()).isCloseTo(.1, within(1e-12));
    assertThat(new Trial(FIRST.candidate(), List.of(.3), 1).deviation()).isZero();
  }
}
