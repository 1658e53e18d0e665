package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real bash completes by the script. */
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsOfCommandsAndOptions() throws Exception {
    assertThat(completed("leebert", "con")).contains("consume", "control").doesNotContain("serve");
    assertThat(completed("leebert", "control", "ro")).containsExactly("rollback");
    assertThat(completed("leebert", "consume", "--max")).containsExactly("--max-messages");
  }

  @Test
  void zshIsToldToCompleteAsBashDoes() {
    LeebertRun run = LeebertRun.of("completion", "zsh");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("autoload -U +X bashcompinit").contains("_complete_leebert");
  }

  @Test
  void anotherShellIsRefused() {
    LeebertRun run = LeebertRun.of("completion", "tcsh");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("tcsh");
  }

  private List<String> completed(String... words) throws IOException, InterruptedException {
    LeebertRun run = LeebertRun.of("completion", "bash");
    assertThat(run.code()).as(run.err()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), run.out());
    Path asked =
        Files.writeString(
            folder.resolve("asked"),
            "source "
                + script
                + "\nCOMP_WORDS=("
                + String.join(" ", words)
                + ")\nCOMP_CWORD="
                + (words.length - 1)
                + "\n_complete_leebert\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
    Path out = folder.resolve("out");
    Process bash =
        new ProcessBuilder("bash", asked.toString())
            // Outside of a real completion compopt complains.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
