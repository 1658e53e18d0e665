package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineLengthTest {

  @Test
  void aCommandLineThatWouldCrashIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> CommandLineLength.check(3_981))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("3981 bytes")
        .hasMessageContaining("CLASSPATH");
  }

  @Test
  void aShortOneIsNot() {
    assertThatCode(() -> CommandLineLength.check(3_950)).doesNotThrowAnyException();
  }

  @Test
  void theLengthIsThatOfTheFileAndZeroWhereThereIsNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("cmdline"), "java\0X\0");
    assertThat(CommandLineLength.bytes(file)).isEqualTo(7);
    assertThat(CommandLineLength.bytes(folder.resolve("none"))).isZero();
  }
}
