package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.PatienceQuality;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command prints: progress and warnings on one stream, the result on the other. */
class TrainCommandOutputTest {

  private static final String EPOCH =
      " *%d +\\d\\.\\d{3} +\\d+\\.\\d\\d[* ] \\|( +\\d+\\.\\d){3}  \\(\\d+\\.\\d\\d s/step\\)";

  private final TrainRun run;

  TrainCommandOutputTest(@TempDir Path folder) {
    this.run = new TrainRun(folder);
  }

  @Test
  void progressIsSizesThenEpochsThenTheBestOfThem() {
    assertThat(run.train("--epochs=3")).isZero();

    List<String> lines = run.err.toString().lines().toList();
    assertThat(lines.get(0))
        .matches(
            "216 rows to train on, 24 held out of the same file, 3 labels, \\d+\\.\\d tokens a row");
    assertThat(lines).contains("training: at most 12 steps");
    assertThat(lines).contains("epoch    loss  average |    e1    e2    e3");
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertThat(lines).anySatisfy(matching(EPOCH.formatted(epoch)));
    }
    assertThat(lines).anySatisfy(matching("best epoch: [123], average of the exits \\d+\\.\\d\\d"));
    assertThat(lines)
        .endsWith(
            "checking the graph against the trained network",
            "writing the report",
            "writing the bundle");
  }

  private static ThrowingConsumer<String> matching(String pattern) {
    return line -> assertThat(line).matches(pattern);
  }

  @Test
  void theResultIsTheExitsTheProfileOfTheBundleAndWhereItIs() {
    assertThat(run.train("--name=mails", "--model-version=7")).isZero();

    List<String> lines = run.out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("exit        e1    e2    e3");
    assertThat(lines.get(1)).isEqualTo("score   " + percent(run.manifest().getExitScores()));
    assertThat(lines.get(2)).matches("votes   ( +(yes|no)){3}");
    assertThat(lines.get(4)).isEqualTo("patience   accuracy   mean exit layer");
    List<PatienceQuality> profile = run.manifest().getQualityProfile();
    assertThat(profile).hasSize(TrainRun.LAYERS + 1);
    for (int patience = 0; patience < profile.size(); patience++) {
      PatienceQuality quality = profile.get(patience);
      assertThat(lines.get(5 + patience).strip().split(" +"))
          .containsExactly(
              Integer.toString(patience),
              String.format(Locale.ROOT, "%.2f", 100 * quality.getScore()),
              String.format(Locale.ROOT, "%.2f", quality.getMeanExitLayer()));
    }
    assertThat(lines.get(lines.size() - 2)).isEqualTo("bundle: " + run.bundle + " (mails 7)");
    Path report = run.bundle.resolveSibling(run.bundle.getFileName() + "-run/report.html");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("report: " + report);
    assertThat(report).isNotEmptyFile();
  }

  private static String percent(List<Double> scores) {
    return scores.stream()
        .map(score -> String.format(Locale.ROOT, "%6.1f", 100 * score))
        .collect(Collectors.joining());
  }

  @Test
  void exitsThatPredictOneClassOnlyAreWarnedOfLoudly() {
    // A character that the tokenizer does not know: every row is the same to the network.
    run.write(
        "mails.csv",
        IntStream.range(0, 60)
            .mapToObj(i -> Character.toString(0x3b1 + i) + (i % 3 == 0 ? ",rare" : ",common"))
            .collect(Collectors.joining("\n", "text,label\n", "\n")));

    assertThat(run.train()).isZero();

    assertThat(run.err.toString())
        .contains("WARNING: exit 1 predicts ONE CLASS ONLY on the held-out rows")
        .contains("WARNING: exit 3 predicts ONE CLASS ONLY on the held-out rows");
    assertThat(run.err.toString().lines())
        .anySatisfy(matching("exits that do not vote, .* \\(66.7\\): 1, 2"));
    assertThat(run.manifest().getVotes()).containsExactly(false, false, true);
  }

  @Test
  void textsThatAreCutAreCounted() {
    assertThat(run.train("--max-length=8")).isZero();

    assertThat(run.err.toString().lines())
        .anySatisfy(matching("\\d+ rows are longer than 8 tokens and cut"));
    assertThat(run.manifest().getMaxLength()).isEqualTo(8);
  }

  @Test
  void textsThatAreCutOnlyInTheDevFileAreCountedToo() {
    Path dev =
        run.write("dev.csv", "text,label\n" + "parcel ".repeat(30) + ",parcel\nbill,money\n");
    run.write("mails.csv", "text,label\n" + "late parcel,parcel\nthe bill,money\n".repeat(4));

    assertThat(run.train("--dev=" + dev)).isZero();

    assertThat(run.err.toString()).contains("1 row is longer than 24 tokens and cut");
  }

  @Test
  void trainingThatDivergesEndsInOneLineThatSaysWhatToChange() {
    assertThat(run.train("--learning-rate=1e30", "--exit-learning-rate=1e30")).isEqualTo(1);

    String last = run.err.toString().lines().reduce("", (a, b) -> b);
    assertThat(last)
        .startsWith("train: ")
        .contains("training has diverged; lower --learning-rate or --exit-learning-rate");
    assertThat(run.out.toString()).isEmpty();
    assertThat(run.bundle).doesNotExist();
  }

  @Test
  void earlyStoppingEndsBeforeTheLastEpoch() {
    assertThat(run.train("--epochs=30", "--stop-after=1", "--learning-rate=1e-9")).isZero();

    long epochs = run.err.toString().lines().filter(line -> line.endsWith(" s/step)")).count();
    assertThat(epochs).isBetween(2L, 29L);
    assertThat(run.err.toString()).contains("best epoch: " + (epochs - 1) + ",");
  }

  @Test
  void helpNamesEveryOptionWithItsDefaultAndTheExitCodes() {
    assertThat(run.train("--help")).isZero();

    assertThat(run.out.toString())
        .contains(
            "--train=FILE", "--dev-share=SHARE", "--cycle=C", "--preset=NAME", "leebert-clo-v1")
        .contains("0   the bundle is written", "2   the command line is wrong")
        .contains("Examples:");
  }

  @Test
  void withoutDataOrTargetItSaysWhatIsMissing() {
    CommandLine bare = new CommandLine(new TrainCommand());
    bare.setErr(new PrintWriter(run.err, true));

    assertThat(bare.execute("--epochs=1")).isEqualTo(2);
    assertThat(run.err.toString())
        .startsWith("Missing required options: '--train=FILE', '--out=BUNDLE'");
  }
}
