package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainerServiceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... arguments) {
    return new CommandLine(new TrainerServiceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int runWith(String settings) throws IOException {
    Path config = Files.writeString(folder.resolve("trainer.properties"), settings);
    return run("--config", config.toString());
  }

  @Test
  void withoutSettingsItIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("--config=FILE");
  }

  @Test
  void theReferenceIsPrinted() {
    assertThat(run("--print-config-reference")).isZero();
    assertThat(out.toString()).contains("### `leebert.store.uri`", "| `epochs` |");
  }

  @Test
  void theListOfMetricsIsPrinted() {
    assertThat(run("--print-metrics-reference")).isZero();
    assertThat(out.toString())
        .startsWith("# Metrics of `leebert trainer-service`")
        .contains("leebert_trainer_commands_behind");
  }

  @Test
  void aFileOfSettingsThatIsNotThereIsNamed() {
    Path none = folder.resolve("none.properties");

    assertThat(run("--config", none.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("leebert trainer-service: ").contains(none.toString());
  }

  @Test
  void aSettingThatIsWrongIsNamedInALine() throws IOException {
    assertThat(runWith("leebert.trainer.modle=mails\n")).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("leebert trainer-service: there is no setting leebert.trainer.modle")
        .contains("did you mean leebert.trainer.model?")
        .doesNotContain("\n");
  }

  @Test
  void aSettingOfARetrainingIsCheckedAtTheStart() throws IOException {
    assertThat(
            runWith(
                """
                bootstrap.servers=none:1
                schema.registry.url=mock://none
                leebert.trainer.model=mails
                leebert.store.uri=/models
                leebert.trainer.retrain.epoch=3
                """))
        .isEqualTo(1);
    assertThat(err.toString()).contains("leebert.trainer.retrain.", "epochs");
  }
}
