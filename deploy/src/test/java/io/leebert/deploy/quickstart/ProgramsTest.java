package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.broker.EchoMain;
import io.leebert.deploy.broker.StartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  private static final String MAIN = EchoMain.class.getName();

  @TempDir Path parent;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream progress = new PrintStream(shown, true, StandardCharsets.UTF_8);
  private Teardown teardown;

  @BeforeEach
  void install() {
    teardown = Teardown.install(parent, "work");
  }

  @AfterEach
  void takeAway() {
    teardown.close();
  }

  private Programs programs() {
    return new Programs(MAIN, teardown.folder());
  }

  @Test
  void whatACommandSaysIsShownAsItsOwn() throws Exception {
    programs().run(teardown, progress, "say", List.of("print", "hello"));

    assertThat(shown.toString(StandardCharsets.UTF_8)).startsWith("hello COLOUR=");
  }

  @Test
  void aCommandThatFailsIsToldByItsNameItsExitCodeAndItsLastWords() {
    assertThatThrownBy(
            () -> programs().run(teardown, progress, "train", List.of("fail", "no such column")))
        .isInstanceOf(QuickstartException.class)
        .hasMessageContaining("train ended with exit code 3")
        .hasMessageContaining(teardown.folder().resolve("train/train.log").toString())
        .hasMessageEndingWith("no such column");
  }

  @Test
  void aProgramServesAsSoonAsItSaysSoAndIsMissedWhenItHasEnded() {
    ChildJvm app = programs().serve(teardown, MAIN, List.of("serve"));

    assertThatCode(() -> Programs.requireAlive(teardown, app)).doesNotThrowAnyException();
    assertThat(Programs.page(app)).isEqualTo("http://127.0.0.1:1/");

    app.kill();
    assertThatThrownBy(() -> Programs.requireAlive(teardown, app))
        .isInstanceOf(QuickstartException.class)
        .hasMessageStartingWith("serve ended while it was needed; its log ")
        .hasMessageContaining(Programs.SERVING);
  }

  @Test
  void aProgramThatEndsInsteadOfServingIsNoProgramThatServes() {
    assertThatThrownBy(() -> programs().serve(teardown, MAIN, List.of("fail", "no such bundle")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("serve ended with exit code 3 before it was ready")
        .hasMessageContaining("no such bundle");
  }

  @Test
  void aProgramWithoutAPageHasNone() throws Exception {
    ChildJvm app =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                "say", teardown.folder(), List.of("-Xmx64m"), MAIN, List.of("print", "hello")));
    assertThat(app.waitFor()).isZero();

    assertThat(Programs.page(app)).isNull();
  }
}
