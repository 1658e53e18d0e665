package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.broker.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeardownTest {
  @TempDir Path parent;

  @Test
  void closesInReverseOrderAndThenDeletesTheFolder() throws Exception {
    List<String> closed = new ArrayList<>();
    Path folder;
    try (Teardown teardown = Teardown.install(parent, "work")) {
      folder = teardown.folder();
      Files.createDirectories(folder.resolve("a/b"));
      Files.writeString(folder.resolve("a/b/file"), "x");
      teardown.add(() -> closed.add("first, folder there: " + Files.exists(folder)));
      teardown.add(() -> closed.add("second"));
      assertThat(teardown.stopping()).isFalse();
    }

    assertThat(closed).containsExactly("second", "first, folder there: true");
    assertThat(parent.resolve("work")).doesNotExist();
  }

  @Test
  void closesTheOthersWhenOneFails() {
    List<String> closed = new ArrayList<>();
    try (Teardown teardown = Teardown.install(parent, "work")) {
      teardown.add(() -> closed.add("first"));
      teardown.add(
          () -> {
            throw new IllegalStateException("on purpose, for a test");
          });
    }

    assertThat(closed).containsExactly("first");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void leavesAFolderAloneThatSomebodyElseMade() throws Exception {
    Files.createDirectory(parent.resolve("work"));

    assertThatThrownBy(() -> Teardown.install(parent, "work"))
        .hasMessageContaining("cannot make the work folder");
  }

  @Test
  void isStoppingFromTheMomentOnAtWhichTheJvmTakesNoMoreHooks() throws Exception {
    ChildJvm program =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                "ending",
                parent.resolve("program"),
                List.of("-Xmx64m"),
                EndingMain.class.getName(),
                List.of(parent.toString())));

    assertThat(program.waitFor()).as(program.text()).isZero();

    assertThat(program.text().lines())
        .hasSize(EndingMain.HOOKS)
        .containsOnly("stopping: true, a new one is refused: interrupted, ends interrupted: true");
    assertThat(parent.resolve("work")).doesNotExist();
  }
}
