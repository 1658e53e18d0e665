package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LeebertTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEveryCommandWithExamples() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("quickstart", "serve", "produce", "consume", "broker")
        .contains("Examples:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "serve", "produce", "consume", "broker"})
  void explainsEveryCommandWithAnExample(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: leebert " + command).contains("Example");
  }

  @ParameterizedTest
  @CsvSource({
    "bogus,bogus",
    "produce --format xml,xml",
    "quickstart --events 0,--events must be 1 or more",
    "quickstart --events many,many",
    "broker --partitions 0,--partitions must be 1 or more",
    "consume --command-config /does/not/exist,cannot read --command-config"
  })
  void answersWrongUsageWithTwoAndTheReason(String line, String reason) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --train x.csv --out b --cycle 0",
        "train --train x.csv --out b --epochs many",
        "train --train x.csv",
        "quickstart --events 0"
      })
  void aWrongOptionIsAReasonAndAHintNotAPageOfHelp(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "(leebert " + line.substring(0, line.indexOf(' ')) + " --help lists the options)");
  }

  @Test
  void aMisspeltOptionIsAnsweredWithTheLikelyOne() {
    assertThat(run("train", "--train", "x.csv", "--out", "b", "--epoch", "3")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("leebert train: Unknown option")
        .contains("Possible solutions: --epochs");
  }

  @Test
  void wantsACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("a command is missing");
  }

  @Test
  void answersAMissingFileWithOne() {
    assertThat(run("produce", "/does/not/exist.csv")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot read /does/not/exist.csv");
  }

  @Test
  void namesTheColumnThatAFileLacks(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "body\nhello\n");

    assertThat(run("produce", file.toString(), "--bootstrap-servers", "localhost:1")).isEqualTo(1);
    assertThat(err.toString()).contains("no column \"text\", only [body]");
  }

  @Test
  void saysTheVersionAndTheJdk() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("leebert-streams").contains("Java " + Runtime.version());
  }

  @Test
  void tellsACauseOnlyOnce() {
    Throwable error = new IllegalStateException("top: deep", new IllegalArgumentException("deep"));

    assertThat(Causes.of(error)).isEqualTo("top: deep");
    assertThat(Causes.of(new IllegalStateException("top", new NullPointerException())))
        .isEqualTo("top: NullPointerException");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Leebert.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
