package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command works in a folder at a time, and nothing is removed from under it. */
class WorkFolderTest {

  @TempDir Path work;

  private final StopFlag stop = new StopFlag();

  @Test
  void aCommandFindsItsFolderAgain() throws IOException {
    Path path;
    try (WorkFolder folder = WorkFolder.lock(work, "a", stop)) {
      path = folder.path();
      Files.writeString(path.resolve("checkpoint"), "half");
    }
    try (WorkFolder again = WorkFolder.lock(work, "a", stop);
        WorkFolder other = WorkFolder.lock(work, "b", stop)) {
      assertThat(again.path()).isEqualTo(path);
      assertThat(again.path().resolve("checkpoint")).hasContent("half");
      assertThat(other.path()).isNotEqualTo(path).isEmptyDirectory();
    }
  }

  @Test
  void whateverTheIdIsItsFolderIsBelowTheWorkFolder() {
    try (WorkFolder folder = WorkFolder.lock(work, "../../etc/passwd", stop)) {
      assertThat(folder.path()).hasParent(work);
    }
  }

  @Test
  void whoWaitsForAFolderTakesItWhenItIsGivenBack() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      WorkFolder first = WorkFolder.lock(work, "a", stop);
      Future<Path> second =
          threads.submit(
              () -> {
                try (WorkFolder folder = WorkFolder.lock(work, "a", stop)) {
                  return folder.path();
                }
              });
      assertThat(second.isDone()).isFalse();
      first.remove();

      assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(first.path()).isDirectory();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whoIsStoppedWaitsNoLonger() {
    StopFlag stopped = new StopFlag();
    stopped.set();
    try (WorkFolder held = WorkFolder.lock(work, "a", stop)) {
      assertThatThrownBy(() -> WorkFolder.lock(work, "a", stopped))
          .isInstanceOf(StoppedException.class);
      assertThat(held.path()).isDirectory();
    }
  }

  @Test
  void sweepingSparesWhatIsOpenWhatIsHeldAndWhatIsNotOurs() throws IOException {
    Desk desk = new Desk(new History());
    desk.history.receive("open", CommandType.RETRAIN);
    Path open = left("open");
    Path ended = left("ended");
    Path notOurs = Files.createDirectory(work.resolve("models of last year"));
    try (WorkFolder held = WorkFolder.lock(work, "held", stop)) {
      WorkFolder.sweep(work, List.of(desk.history.open("open")));

      assertThat(held.path()).isDirectory();
      assertThat(open).isDirectory();
      assertThat(notOurs).isDirectory();
      assertThat(ended).doesNotExist();
    }
  }

  @Test
  void removingLeavesNothingNotEvenTheLock() throws IOException {
    WorkFolder folder = WorkFolder.lock(work, "a", stop);
    Files.createDirectories(folder.path().resolve("run").resolve("checkpoints"));
    Files.writeString(folder.path().resolve("run").resolve("bundle"), "half");

    folder.remove();

    assertThat(files()).isEmpty();
  }

  @Test
  void aWorkFolderThatIsNotThereIsTidy() {
    WorkFolder.sweep(work.resolve("none"), List.of());

    assertThat(work.resolve("none")).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheWorkFolderIsNamed() throws IOException {
    Path file = Files.writeString(work.resolve("file"), "");

    assertThatThrownBy(() -> WorkFolder.lock(file, "a", stop))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot use the work folder " + file);
  }

  private Path left(String command) {
    try (WorkFolder folder = WorkFolder.lock(work, command, stop)) {
      return folder.path();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.toList();
    }
  }
}
