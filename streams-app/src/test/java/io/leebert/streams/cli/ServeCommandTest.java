package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpShowsAnExampleAndTheExitCodes() {
    assertThat(serve("--help")).isZero();
    assertThat(out.toString())
        .contains("--config", "application.id=", "leebert.bundle=", "Exit code 0");
  }

  @Test
  void theReferenceOfTheSettingsIsPrinted() {
    assertThat(serve("--print-config-reference")).isZero();
    assertThat(out.toString()).contains("### `leebert.batch.delay.ms`", "- Default: ", "- Valid: ");
  }

  @Test
  void withoutAConfigurationTheUsageIsWrong() {
    assertThat(serve()).isEqualTo(2);
    assertThat(err.toString()).contains("--config=FILE");
  }

  @Test
  void aConfigurationThatIsNotThereIsOneLine() {
    Path missing = folder.resolve("app.properties");
    assertThat(serve("--config", missing.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("leebert serve: there is no file " + missing);
  }

  @Test
  void aMisspeltSettingIsOneLineWithTheRightSpelling() throws IOException {
    assertThat(serve("--config", config("leebert.batch.sise=1").toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "leebert serve: there is no setting leebert.batch.sise; did you mean"
                + " leebert.batch.size?");
  }

  @Test
  void aBrokerThatIsNotThereIsGivenUpOnWithItsAddress() throws IOException {
    Path config =
        config(
            "leebert.start.timeout.ms=1000",
            "bootstrap.servers=127.0.0.1:1",
            "application.id=a",
            "schema.registry.url=mock://serve",
            "leebert.bundle=none");
    assertThat(serve("--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("leebert serve: no answer from a Kafka broker at 127.0.0.1:1 within 1 s")
        .contains("Check bootstrap.servers");
  }

  @Test
  void topicsThatAreTheSameAreRefused() throws IOException {
    Path config =
        config(
            "bootstrap.servers=127.0.0.1:1",
            "application.id=a",
            "schema.registry.url=mock://serve",
            "leebert.bundle=none",
            "leebert.output.topic=text-events");
    assertThat(serve("--config", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("must be three different topics");
  }

  private int serve(String... arguments) {
    return new CommandLine(new ServeCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path config(String... lines) throws IOException {
    return Files.write(folder.resolve("app.properties"), List.of(lines));
  }
}
