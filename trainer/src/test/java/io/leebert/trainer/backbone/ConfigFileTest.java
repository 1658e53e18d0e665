package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path folder;

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("config.json"), json);
  }

  @Test
  void aKeyThatIsMissingOrNullHasItsUsualValue() throws IOException {
    ConfigFile file = ConfigFile.read(write("{\"a\": null}"));

    assertThat(file.text("a", "usual")).isEqualTo("usual");
    assertThat(file.number("a", 7)).isEqualTo(7);
    assertThat(file.number("b", 7)).isEqualTo(7);
    assertThat(file.value("a").isMissingNode()).isTrue();
  }

  @Test
  void valuesThatAreNoTextsAreShownAsTheyStand() throws IOException {
    ConfigFile file = ConfigFile.read(write("{\"a\": [1, 2], \"b\": true, \"c\": \"x\"}"));

    assertThat(file.text("a", "")).isEqualTo("[1,2]");
    assertThat(file.text("b", "")).isEqualTo("true");
    assertThat(file.text("c", "")).isEqualTo("x");
  }

  @Test
  void whatIsNoWholeNumberIsRefusedByFileAndKey() throws IOException {
    Path path = write("{\"a\": 1.5, \"b\": \"12\", \"c\": 99999999999}");
    ConfigFile file = ConfigFile.read(path);

    assertThatThrownBy(() -> file.number("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(path + ": a is 1.5, expected a whole number");
    assertThatThrownBy(() -> file.number("b", 3))
        .hasMessage(path + ": b is \"12\", expected a whole number");
    assertThatThrownBy(() -> file.number("c"))
        .hasMessage(path + ": c is 99999999999, expected a whole number");
    assertThatThrownBy(() -> file.number("d"))
        .hasMessage(path + ": d is missing, expected a whole number");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedBecauseNobodyKnowsWhichOneCounts() throws IOException {
    Path path = write("{\"a\": 1, \"a\": 2}");

    assertThatThrownBy(() -> ConfigFile.read(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(path + " is no JSON: ")
        .hasMessageContaining("'a'");
  }

  @Test
  void aFileThatIsFollowedByMoreJsonIsRefusedWithThePlace() throws IOException {
    for (String more : new String[] {"{}", "[]", "null", "1"}) {
      Path path = write("{\"a\":\n 1}\n  " + more);

      assertThatThrownBy(() -> ConfigFile.read(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(path + " is followed by more JSON, found at line 3, column ")
          .hasMessageEndingWith(", expected the end of the file");
    }
    Path space = write("{\"a\": 1}\n \t\r\n");
    assertThat(ConfigFile.read(space).number("a")).isEqualTo(1);
  }

  @Test
  void whatIsNoObjectIsNamed() throws IOException {
    for (String json : new String[] {"[]", "3", "null"}) {
      Path path = write(json);

      assertThatThrownBy(() -> ConfigFile.read(path)).hasMessage(path + " is no JSON object");
    }
    Path half = write("{\"a\": ");
    assertThatThrownBy(() -> ConfigFile.read(half)).hasMessageStartingWith(half + " is no JSON: ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot read " + folder.resolve("none.json"));
  }
}
