package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.report.RunFixture;
import io.leebert.trainer.report.RunFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

  private static String pabee;
  private static String leebert;
  private static String cola;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeRuns(@TempDir Path shared) {
    pabee = write(shared, RunFixture.run().preset("pabee"));
    leebert = write(shared, RunFixture.run().preset("leebert"));
    cola = write(shared, RunFixture.run().task("cola", "matthews").preset("full").exits(12));
  }

  @Test
  void theTableIsPrintedAndNothingElse() {
    int code = compare(pabee, leebert);

    assertThat(code).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("messages: each preset at the setting nearest 1.96×")
        .containsPattern("\\Rpabee +patience 4 ")
        .containsPattern("\\Rleebert +patience 4 ");
  }

  @Test
  void anotherSpeedUpIsComparedAtAnotherSetting() {
    compare("--speed-up", "3.3", leebert);

    assertThat(out.toString()).contains("nearest 3.30×").containsPattern("\\Rleebert +patience 2 ");
  }

  @Test
  void markdownIsForPasting() {
    compare("--markdown", pabee, leebert);

    assertThat(out.toString())
        .contains("| preset | exit rule | accuracy |", "| pabee | patience 4 |");
  }

  @Test
  void thePageIsWrittenWhereItIsAskedFor() {
    Path target = folder.resolve("new").resolve("comparison");

    int code = compare(pabee, leebert, cola, "--out", target.toString());

    assertThat(code).isZero();
    assertThat(err.toString()).contains("compare: see " + target.resolve("compare.html"));
    assertThat(target.resolve("compare.html"))
        .content()
        .contains("<h2>messages</h2>", "<h2>cola</h2>");
    assertThat(target.resolve("plots"))
        .isDirectoryContaining("glob:**1-messages-speed-up-score.png");
  }

  @Test
  void aFolderThatIsNoRunIsNamed() {
    int code = compare(pabee, folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "compare: "
                + folder
                + " has no run.json, expected the folder of a finished training run");
  }

  @Test
  void theSameRunTwiceIsRefused() {
    assertThat(compare(pabee, pabee)).isEqualTo(1);
    assertThat(err.toString()).contains("same settings and seed 1");
  }

  @Test
  void noRunAndImpossibleSpeedUpsAreWrongUsage() {
    assertThat(compare()).isEqualTo(2);
    assertThat(compare("--speed-up", "0.5", pabee)).isEqualTo(2);
    assertThat(err.toString()).contains("--speed-up is 0.5, expected at least 1");
  }

  private int compare(String... arguments) {
    return new CommandLine(new CompareCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String write(Path shared, RunFixture run) {
    Path target = shared.resolve(run.build().name());
    RunFolder.write(target, run.build());
    return target.toString();
  }
}
