package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.entries;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {

  @TempDir Path temp;

  @Test
  void aSweepLeavesTheFoldersOfThisProcess() throws IOException {
    try (OwnedFolder one = OwnedFolder.create(temp);
        OwnedFolder two = OwnedFolder.create(temp)) {
      OwnedFolder.sweep(temp);
      OwnedFolder.sweep(temp);
      assertThat(one.path()).isEmptyDirectory();
      assertThat(two.path()).isEmptyDirectory().isNotEqualTo(one.path());
    }
    assertThat(entries(temp)).isEmpty();
  }

  @Test
  void aSweepLeavesTheFolderOfAnotherProcessUntilThatIsKilled() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Holder.class.getName(),
            temp.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process other = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = other.inputReader(UTF_8)) {
      Path folder = Path.of(out.readLine());
      OwnedFolder.sweep(temp);
      assertThat(folder.resolve("model.onnx")).exists();

      other.destroyForcibly();
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("model.onnx")).exists();
      OwnedFolder.sweep(temp);
      assertThat(entries(temp)).isEmpty();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whatAnotherSweepOfThisProcessIsRemovingIsLeftToThatOne() throws IOException {
    Path left = Files.createDirectory(temp.resolve(".leebert-dead"));
    Path lockFile = Files.createFile(temp.resolve(".leebert-dead.lock"));
    try (FileChannel other = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      OwnedFolder.sweep(temp);
      assertThat(lock.isValid()).isTrue();
      assertThat(left).exists();
    }
    OwnedFolder.sweep(temp);
    assertThat(entries(temp)).isEmpty();
  }

  @Test
  void aFolderThatWasMovedAwayStays() throws IOException {
    Path target = temp.resolve("target");
    try (OwnedFolder folder = OwnedFolder.create(temp)) {
      Files.move(folder.path(), target);
    }
    assertThat(entries(temp)).containsExactly("target");
  }

  /** Holds a folder until it is killed, or its standard input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (OwnedFolder folder = OwnedFolder.create(Path.of(args[0]))) {
        Files.createFile(folder.path().resolve("model.onnx"));
        System.out.println(folder.path());
        System.out.flush();
        System.in.read();
      }
    }
  }
}
