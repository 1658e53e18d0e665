package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of the files it is given, and what it says about them. */
class TrainCommandDataTest {

  private final TrainRun run;

  TrainCommandDataTest(@TempDir Path folder) {
    this.run = new TrainRun(folder);
  }

  @Test
  void badRowsStopItAndAreListedByFileAndLine() {
    Path file = run.write("mails.csv", TinyBundle.messages(60, 5) + "only text\n,money\n");

    assertThat(run.train()).isEqualTo(1);
    assertThat(run.err.toString().lines())
        .containsExactly(
            "train: " + file + ": 2 bad rows of 62",
            "  " + file + ":62: expected 2 fields, found 1",
            "  " + file + ":63: the text is empty",
            "(--skip-bad-rows trains on the others)");
    assertThat(run.bundle).doesNotExist();
  }

  @Test
  void badRowsThatMayBeSkippedAreListedAndCounted() {
    run.write("mails.csv", TinyBundle.messages(60, 5) + "only text\n");

    assertThat(run.train("--skip-bad-rows")).isZero();
    assertThat(run.err.toString())
        .contains("skipped " + run.data + ": 1 bad row of 61")
        .contains("mails.csv:62: expected 2 fields, found 1");
    assertThat(run.manifest().getProvenance()).containsEntry("trainBadRows", "1");
  }

  @Test
  void aFileOfNothingButBadRowsIsNamedEvenWhereTheyMayBeSkipped() {
    Path dev = run.write("dev.csv", "text,label\nno label\n");

    assertThat(run.train("--skip-bad-rows", "--dev=" + dev)).isEqualTo(1);
    assertThat(run.err.toString()).contains("train: " + dev + ": no row of it can be used");
  }

  @Test
  void aDevFileIsScoredOnAndItsStrangeLabelsAreNamed() {
    Path dev = run.write("dev.csv", TinyBundle.messages(30, 8));

    assertThat(run.train("--dev=" + dev)).isZero();
    assertThat(run.err.toString()).startsWith("240 rows to train on, 30 held out, 3 labels");
    assertThat(run.manifest().getHeldOutRows()).isEqualTo(30);
    assertThat(run.manifest().getProvenance())
        .containsEntry("devFile", "dev.csv")
        .doesNotContainKey("heldOutShare");

    run.write("dev.csv", "text,label\nhello,weather\n");
    assertThat(run.train("--dev=" + dev, "--out=" + run.folder.resolve("other"))).isEqualTo(1);
    assertThat(run.err.toString())
        .contains(dev + ":2: label 'weather' is not among the training labels [money, parcel");
  }

  @Test
  void scoringOnTextsThatAreTrainedOnIsALoudWarning() {
    assertThat(run.train("--dev=" + run.data)).isZero();

    assertThat(run.err.toString())
        .contains("WARNING: 240 of 240 held-out rows have a text that is trained on");
  }

  @Test
  void rowsHeldOutOfTheFileItselfAreNeverTrainedOn() {
    assertThat(run.train()).isZero();

    assertThat(run.err.toString()).doesNotContain("held-out rows have a text");
    assertThat(run.manifest().getProvenance())
        .containsEntry("heldOutShare", "0.1")
        .containsEntry("maxRows", "all")
        .containsEntry("trainRows", "216")
        .containsEntry("heldOutRows", "24");
  }

  @Test
  void aLabelWithoutARowToTrainOnIsALoudWarning() {
    run.write("mails.csv", TinyBundle.messages(200, 5) + "odd one,rare\nodd two,rare\n");

    assertThat(run.train("--max-rows=20")).isZero();

    assertThat(run.err.toString())
        .contains("WARNING: no row to train on has label rare")
        .contains("20 rows to train on");
    assertThat(run.manifest().getLabels()).hasSize(4);
    assertThat(run.manifest().getProvenance())
        .containsEntry("maxRows", "20")
        .containsEntry("trainRows", "20");
  }

  @Test
  void columnsAndFormatAreTheUsersToName() {
    run.write("mails.csv", TinyBundle.messages(60, 5).replace("text,label", "body,team"));

    assertThat(run.train()).isEqualTo(1);
    assertThat(run.err.toString()).contains("mails.csv:1: no text column", "[body, team]");
    assertThat(run.train("--text-column=body", "--label-column=2", "--format=CSV")).isZero();
    assertThat(run.manifest().getLabels()).containsExactly("money", "parcel", "password");
  }

  @Test
  void aFileWithoutAHeaderIsReadByNumbers() {
    run.write(
        "mails.csv", TinyBundle.messages(60, 5).lines().skip(1).collect(Collectors.joining("\n")));

    assertThat(run.train("--no-header", "--text-column=1", "--label-column=2")).isZero();
    assertThat(run.err.toString()).startsWith("54 rows to train on, 6 held out");
  }

  @Test
  void pairsMakeABundleOfPairs() {
    String pairs =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "late parcel %d,%s %d,%s"
                        .formatted(i, i % 2 == 0 ? "money" : "late", i, i % 2 == 0 ? "no" : "yes"))
            .collect(Collectors.joining("\n", "text,text_pair,label\n", "\n"));
    run.write("mails.csv", pairs);

    assertThat(run.train()).isZero();
    assertThat(run.manifest().getTextPair()).isTrue();

    Path other = run.folder.resolve("other");
    assertThat(run.train("--out=" + other, "--max-length=4")).isEqualTo(1);
    assertThat(run.err.toString()).contains("--max-length must be between 5 and");
    Path single = run.writeBackbone("single", 1);
    assertThat(run.train("--out=" + other, "--backbone=" + single)).isEqualTo(1);
    assertThat(run.err.toString()).contains("the backbone knows single texts only");
    Path dev = run.write("dev.csv", TinyBundle.messages(12, 8));
    assertThat(run.train("--out=" + other, "--dev=" + dev)).isEqualTo(1);
    assertThat(run.err.toString()).contains("differ: only one of them has a second text");
  }

  @Test
  void gluesSetsBringTheirMetricAndTheUserMayNameAnother() {
    Path cola =
        run.write(
            "cola.tsv",
            "x\t1\t\tlate parcel A\nx\t0\t*\tmoney A\n"
                .repeat(20)
                .lines()
                .map(new Numbering()::number)
                .collect(Collectors.joining("\n")));

    assertThat(run.train("--train=" + cola)).isZero();
    assertThat(run.manifest().getMetric()).isEqualTo("matthews");
    assertThat(run.out.toString()).contains("patience   matthews   mean exit layer");

    Path other = run.folder.resolve("other");
    assertThat(run.train("--train=" + cola, "--metric=f1", "--out=" + other)).isZero();
    assertThat(run.out.toString()).contains("patience   f1   mean exit layer");
  }

  @Test
  void jsonLinesAreRead() {
    List<String> labels = List.of("parcel", "money");
    run.write(
        "mails.csv",
        IntStream.range(0, 40)
            .mapToObj(
                i -> "{\"text\":\"hello %d\",\"label\":\"%s\"}".formatted(i, labels.get(i % 2)))
            .collect(Collectors.joining("\n")));

    assertThat(run.train()).isZero();
    assertThat(run.manifest().getLabels()).containsExactly("money", "parcel");
  }

  /** Makes every line another text. */
  private static final class Numbering {
    private int count;

    String number(String line) {
      count++;
      return line.replace("A", Integer.toString(count));
    }
  }
}
