package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void showsLinesAsTheyComeAndTheLastOnesWhenItIsClosed() throws Exception {
    Path log = Files.writeString(folder.resolve("a.log"), "one\n");
    try (LogTail tail = LogTail.start(log, out)) {
      assertThat(tail).isNotNull();
      await().until(() -> shown().equals("one\n"));
      Files.writeString(log, "two\n", StandardOpenOption.APPEND);
      await().until(() -> shown().equals("one\ntwo\n"));
      Files.writeString(log, "three", StandardOpenOption.APPEND);
    }

    assertThat(shown()).isEqualTo("one\ntwo\nthree");
  }

  @Test
  void saysWhenThereIsNoLog() throws Exception {
    LogTail.start(folder.resolve("none.log"), out).close();

    assertThat(shown()).contains("cannot follow").contains("none.log");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
