package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Digests that other tools agree with, names that lead nowhere, and deleting no more than asked.
 */
class BundleFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void digestsAreThoseThatEveryToolComputes(String text, String digest) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("file"), bytes);

    assertThat(BundleFiles.sha256(bytes)).isEqualTo(digest);
    assertThat(BundleFiles.sha256(file)).isEqualTo(digest);
    assertThat(BundleFiles.sha256(new ByteArrayInputStream(bytes))).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 200_000})
  void aFileLargerThanWhatIsReadAtOnceHasTheSameDigest(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path file = Files.write(folder.resolve("file"), bytes);

    assertThat(BundleFiles.sha256(file)).isEqualTo(BundleFiles.sha256(bytes));
  }

  @Test
  void aStreamThatGivesOneByteAtATimeHasTheSameDigest() throws IOException {
    byte[] bytes = "one by one".getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
          }
        };

    assertThat(BundleFiles.sha256(slow)).isEqualTo(BundleFiles.sha256(bytes));
  }

  @Test
  void theDigestOfAFileThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> BundleFiles.sha256(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.onnx",
        "a b",
        "größe",
        "日本語",
        ".hidden",
        "...",
        "..a",
        "a..b",
        "-rf",
        "%2e%2e%2f",
        "~"
      })
  void aNameThatStaysInItsFolderIsPlain(String name) {
    assertThat(BundleFiles.isPlainName(name)).isTrue();
    assertThat(folder.resolve(name).normalize().getParent()).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        ".",
        "..",
        "/etc",
        "a/b",
        "../a",
        "a\\b",
        "..\\a",
        "C:",
        "C:\\a",
        "file:stream",
        "a\u0000b",
        "a\nb",
        "a\u001bb"
      })
  void aNameThatLeadsElsewhereOnAnySystemIsNot(String name) {
    assertThat(BundleFiles.isPlainName(name)).isFalse();
  }

  @Test
  void deletingTakesAFolderWithAllThatIsInIt() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(Files.createDirectories(root.resolve("a/b/c")).resolve("file"), "x");
    Files.writeString(root.resolve(".hidden"), "x");

    BundleFiles.deleteRecursively(root);

    assertThat(root).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void deletingFollowsNoLinks() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    Path itself = Files.createSymbolicLink(folder.resolve("itself"), outside);

    BundleFiles.deleteRecursively(root);
    BundleFiles.deleteRecursively(itself);

    assertThat(outside.resolve("precious")).exists();
    assertThat(root).doesNotExist();
    assertThat(Files.isSymbolicLink(itself)).isFalse();
  }

  @Test
  void deletingALinkToNothingDeletesTheLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    BundleFiles.deleteRecursively(link);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void deletingWhatIsNotThereIsFine() {
    assertThatCode(() -> BundleFiles.deleteRecursively(folder.resolve("nowhere")))
        .doesNotThrowAnyException();
  }

  @Test
  void aLinkToNothingIsSomethingThatIsThere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> BundleFiles.requireAbsent(link))
        .isInstanceOf(BundleException.class)
        .hasMessage("Refusing to overwrite " + link + ": it exists already");
    assertThatCode(() -> BundleFiles.requireAbsent(folder.resolve("free")))
        .doesNotThrowAnyException();
  }

  @Test
  void temporaryNamesAreHiddenBesideTheirTargetAndNeverTheSame() {
    Path target = folder.resolve("bundle");
    Path one = BundleFiles.temporarySibling(target);
    Path other = BundleFiles.temporarySibling(target);

    assertThat(one.getParent()).isEqualTo(folder);
    assertThat(one.getFileName().toString()).startsWith(".bundle.tmp-");
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void whatIsSyncedStaysAsItIsAndWhatIsNotThereIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");

    BundleFiles.syncFile(file);
    BundleFiles.syncFolder(folder);

    assertThat(file).hasContent("content");
    assertThatThrownBy(() -> BundleFiles.syncFile(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> BundleFiles.syncFolder(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
