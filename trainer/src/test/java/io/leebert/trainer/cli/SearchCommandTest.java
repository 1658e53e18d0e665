package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.report.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SearchCommandTest {

  @TempDir private Path folder;
  private TrainRun files;
  private Path out;

  @BeforeEach
  void makeFiles() {
    files = new TrainRun(folder);
    out = folder.resolve("search");
  }

  @Test
  void itTriesTheGridRanksItAndNamesTheBestAsOptions() throws IOException {
    assertThat(search("--learning-rates=1e-9,2e-3", "--epochs=3")).isZero();

    List<String> lines = files.out.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("accuracy, average of all exits, mean +- deviation of 2 folds");
    assertThat(lines).hasSize(5);
    // The rate at which nothing is learned comes last.
    assertThat(lines.get(2)).contains("0.002");
    assertThat(lines.get(3)).contains("1.0E-9");
    assertThat(lines.get(4))
        .isEqualTo(
            "best: --learning-rate 0.002 --weight-learning-rate 0.001 --batch-size 16 --cycle 2");
    assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(3);
  }

  @Test
  void aSearchThatWasCutOffTriesOnlyWhatIsMissing() throws IOException {
    assertThat(search("--learning-rates=1e-3")).isZero();
    String first = Files.readAllLines(out.resolve("trials.jsonl")).get(1);

    assertThat(search("--learning-rates=1e-3,2e-3")).isZero();

    assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(3).contains(first);
    assertThat(files.out.toString().lines()).hasSize(5);
  }

  @Test
  void theBestSettingsAreTrainedFromSeveralSeedsWithARunFolderEach() {
    Path dev = files.write("dev.csv", TinyBundle.messages(60, 9));

    assertThat(search("--learning-rates=2e-3", "--seeds=2", "--seed=7", "--dev=" + dev)).isZero();

    assertThat(files.out.toString())
        .containsPattern("2 seeds, average of all exits: \\d+\\.\\d\\d \\+- \\d+\\.\\d\\d")
        .contains("2 seeds, nearest to 1.96 times the speed: ");
    assertThat(RunFolder.read(out.resolve("seed-7")).heldOutRows()).isEqualTo(60);
    assertThat(RunFolder.read(out.resolve("seed-8")).settings()).containsEntry("seed", "8");
  }

  @Test
  void anotherSearchInTheSameFolderIsRefused() {
    assertThat(search("--learning-rates=1e-3")).isZero();

    assertThat(search("--learning-rates=1e-3", "--epochs=2")).isEqualTo(1);
    assertThat(files.err.toString()).contains("holds the trials of another search");
  }

  @Test
  void wrongNumbersAreAWrongCommandLine() {
    assertThat(search("--folds=1")).isEqualTo(2);
    assertThat(files.err.toString()).contains("--folds must be at least 2, found 1");
    assertThat(search("--batch-sizes=1")).isEqualTo(2);
    assertThat(files.err.toString()).contains("the batch size must be at least 2, found 1");
    assertThat(search("--metric=bleu")).isEqualTo(2);
    assertThat(files.err.toString()).contains("unknown metric 'bleu'");
    assertThat(search("--max-rows=3")).isEqualTo(2);
    assertThat(files.err.toString()).contains("--max-rows must be 0 for all, or at least 4");
    assertThat(search("--max-length=2")).isEqualTo(2);
    assertThat(files.err.toString()).contains("--max-length must be between 3 and the backbone's");
  }

  @Test
  void tooFewRowsForTheFoldsAreAnErrorOfTheData() {
    files.write("mails.csv", TinyBundle.messages(9, 5));

    assertThat(search("--folds=4")).isEqualTo(1);
    assertThat(files.err.toString()).contains("found 4 folds for 9 rows");
  }

  /** Two folds, one trial and one epoch unless the arguments say otherwise. */
  private int search(String... arguments) {
    files.out.getBuffer().setLength(0);
    files.err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    add(all, "--train=", files.data.toString());
    add(all, "--out=", out.toString());
    add(all, "--backbone=", files.backbone.toString());
    add(all, "--folds=", "2");
    add(all, "--threads=", "1");
    add(all, "--epochs=", "1");
    add(all, "--precision=", "fp32");
    add(all, "--max-length=", Integer.toString(TrainRun.POSITIONS));
    add(all, "--learning-rates=", "1e-3");
    add(all, "--weight-learning-rates=", "1e-3");
    add(all, "--batch-sizes=", "16");
    add(all, "--cycles=", "2");
    return new CommandLine(new SearchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(files.out, true))
        .setErr(new PrintWriter(files.err, true))
        .execute(all.toArray(String[]::new));
  }

  private static void add(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }
}
