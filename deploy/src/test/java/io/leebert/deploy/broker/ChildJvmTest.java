package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildJvmTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private ChildJvm start(String... arguments) {
    return ChildJvm.start(command(arguments).withEnvironment(Map.of("COLOUR", "blue")));
  }

  private ChildJvm.Command command(String... arguments) {
    return ChildJvm.Command.mainClass(
        "echo",
        folder,
        List.of("-Xmx64m", EchoMain.TWO_POOL_THREADS),
        EchoMain.class.getName(),
        List.of(arguments));
  }

  @Test
  void whatTheProgramPrintsAndItsEnvironmentGoToTheLogAndNotToOurOutput() throws Exception {
    try (ChildJvm child = start("print", "hello")) {
      assertThat(child.waitFor()).isZero();
      assertThat(child.log()).content().contains("hello").contains("COLOUR=blue");
    }
  }

  @Test
  void temporaryFilesStayInTheWorkFolder() throws Exception {
    try (ChildJvm child = start("temporary")) {
      assertThat(child.waitFor()).isZero();
      String made = Files.readString(child.log()).strip();
      assertThat(Path.of(made)).exists().startsWith(folder.toAbsolutePath());
    }
  }

  @Test
  void aProgramThatEndsBeforeItIsReadyIsToldWithItsLogsLastLines() {
    try (ChildJvm child = start("fail", "the disk is full")) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, LONG))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("echo ended with exit code 3 before it was ready")
          .hasMessageContaining(folder.resolve("echo.log").toString())
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void aProgramThatIsNotReadyInTimeIsStopped() {
    try (ChildJvm child = start("wait")) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(10)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("echo was not ready within 0 s");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void ofSeveralProgramsTheOneThatEndsIsTold() throws Exception {
    try (ChildJvm waits = start("wait");
        ChildJvm ends =
            ChildJvm.start(
                ChildJvm.Command.mainClass(
                    "brief",
                    folder.resolve("brief"),
                    List.of("-Xmx64m"),
                    EchoMain.class.getName(),
                    List.of("fail", "the disk is full")))) {
      ChildJvm ended = ChildJvm.awaitAnyEnd(List.of(waits, ends));
      assertThat(ended).isSameAs(ends);
      assertThat(ended.describe("is gone"))
          .startsWith("brief is gone; its log " + folder.resolve("brief/brief.log"))
          .endsWith("the disk is full");
      assertThat(waits.isAlive()).isTrue();
    }
  }

  @Test
  void ofALogThatIsGoneIsSaidThatItCannotBeRead() throws Exception {
    try (ChildJvm child = start("print", "hello")) {
      assertThat(child.waitFor()).isZero();
      Files.delete(child.log());
      assertThat(child.describe("ended")).contains("echo ended", "cannot read " + child.log());
    }
  }

  @Test
  void closingEndsTheProgram() {
    ChildJvm child = start("wait");
    child.awaitReady(() -> Files.exists(folder.resolve("waiting")), LONG);
    child.close();
    assertThat(child.isAlive()).isFalse();
    assertThat(folder.resolve("waiting")).as("closing lets shutdown hooks run").doesNotExist();
  }

  @Test
  void killingLeavesTheProgramNoTimeToCleanUp() {
    ChildJvm child = start("wait");
    child.awaitReady(() -> Files.exists(folder.resolve("waiting")), LONG);
    child.kill();
    assertThat(child.isAlive()).isFalse();
    assertThat(folder.resolve("waiting")).exists();
  }

  @Test
  void aChildThatIsKilledIsWaitedForWithoutTheCommonPool() throws Exception {
    try (ChildJvm child = start("kill-with-a-busy-pool", folder.resolve("inner").toString())) {
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(child.log()).content().contains("killed"));
      assertThat(child.waitFor()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "wait-with-a-busy-pool"})
  void aChildEndsEvenWhenItsParentIsKilled(String task) {
    Path grandchildFile = folder.resolve("grandchild");
    ChildJvm parent =
        start("parent", folder.resolve("inner").toString(), grandchildFile.toString(), task);
    Path waiting = folder.resolve("inner").resolve("waiting");
    parent.awaitReady(() -> Files.exists(grandchildFile) && Files.exists(waiting), LONG);
    ProcessHandle grandchild = ProcessHandle.of(number(grandchildFile)).orElseThrow();
    assertThat(grandchild.isAlive()).isTrue();

    parent.kill();

    await().atMost(LONG).until(() -> !grandchild.isAlive());
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    ChildJvm.Command command =
        ChildJvm.Command.mainClass("echo", file, List.of(), EchoMain.class.getName(), List.of());
    assertThatThrownBy(() -> ChildJvm.start(command))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Cannot start echo")
        .hasMessageContaining(file.toString());
  }
}
