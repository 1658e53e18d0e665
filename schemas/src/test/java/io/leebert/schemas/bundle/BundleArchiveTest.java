package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleArchiveTest {

  @TempDir Path folder;

  private Path packed() {
    Path tar = folder.resolve("bundle.tar");
    BundleFixture.written(folder.resolve("bundle")).pack(tar);
    return tar;
  }

  @Test
  void aPackedBundleIsReadFromAFolderThatClosingRemoves() {
    ModelBundle original = ModelBundle.read(packed().resolveSibling("bundle"));
    Path unpacked;
    try (ModelBundle read = ModelBundle.read(folder.resolve("bundle.tar"))) {
      unpacked = read.directory();
      assertThat(read.manifest()).isEqualTo(original.manifest());
      assertThat(read.manifestSha256()).isEqualTo(original.manifestSha256());
      assertThat(read.model()).hasBinaryContent(BundleFixture.MODEL);
    }
    assertThat(unpacked).doesNotExist();
  }

  @Test
  void closingABundleReadFromAFolderKeepsTheFolder() {
    ModelBundle bundle = BundleFixture.written(folder.resolve("bundle"));
    bundle.close();
    assertThat(bundle.model()).exists();
  }

  @Test
  void theSameBundlePacksToTheSameBytes() {
    Path first = packed();
    Path second = folder.resolve("again.tar");
    ModelBundle.read(folder.resolve("bundle")).pack(second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void anArchiveUnpacksIntoAFolderOfTheCallers() {
    Path target = folder.resolve("unpacked");
    ModelBundle.unpack(packed(), target).close();
    assertThat(ModelBundle.read(target).manifest().getModel()).isEqualTo("sentiment");
  }

  @Test
  void unpackingDoesNotTouchWhatExists() throws Exception {
    Path tar = packed();
    Path target = Files.createDirectory(folder.resolve("unpacked"));
    assertThatThrownBy(() -> ModelBundle.unpack(tar, target))
        .hasMessageContaining("Refusing to overwrite");
  }

  @Test
  void packingDoesNotTouchWhatExists() {
    Path tar = packed();
    ModelBundle bundle = ModelBundle.read(folder.resolve("bundle"));
    assertThatThrownBy(() -> bundle.pack(tar)).hasMessageContaining("Refusing to overwrite " + tar);
  }

  @Test
  void aTarOfTheFolderMadeByHandIsReadToo() throws Exception {
    Path bundle = BundleFixture.written(folder.resolve("bundle")).directory();
    Path tar =
        tar(
            out -> {
              for (String name : new String[] {"model.onnx", "manifest.json", "tokenizer.json"}) {
                add(out, "./" + name, Files.readAllBytes(bundle.resolve(name)));
              }
            });
    Path nested =
        tar(
            out -> {
              out.putArchiveEntry(new TarArchiveEntry("bundle/"));
              out.closeArchiveEntry();
              for (String name : new String[] {"model.onnx", "manifest.json", "tokenizer.json"}) {
                add(out, "bundle/" + name, Files.readAllBytes(bundle.resolve(name)));
              }
            });
    try (ModelBundle read = ModelBundle.read(tar);
        ModelBundle readNested = ModelBundle.read(nested)) {
      assertThat(read.manifestSha256()).isEqualTo(readNested.manifestSha256());
    }
  }

  @Test
  void namesThatLeadElsewhereAreRefusedAndNothingIsLeft() throws Exception {
    for (String name : new String[] {"../../evil", "a/b/c", "a/.."}) {
      Path tar = tar(out -> add(out, name, new byte[1]));
      assertUnpackRefused(tar, "unsafe or misplaced name");
    }
  }

  @Test
  void linksAndDoubledNamesAreRefused() throws Exception {
    Path link =
        tar(
            out -> {
              TarArchiveEntry entry = new TarArchiveEntry("model.onnx", TarConstants.LF_SYMLINK);
              entry.setLinkName("/etc/passwd");
              out.putArchiveEntry(entry);
              out.closeArchiveEntry();
            });
    assertUnpackRefused(link, "model.onnx, which is not a plain file");
    Path doubled =
        tar(
            out -> {
              add(out, "model.onnx", new byte[1]);
              add(out, "model.onnx", new byte[1]);
            });
    assertUnpackRefused(doubled, "model.onnx twice");
  }

  @Test
  void whatIsNoTarOrAnUnsoundBundleIsNamed() throws Exception {
    Path text =
        Files.writeString(folder.resolve("text.tar"), "this is no archive at all".repeat(100));
    assertUnpackRefused(text, text.toString());
    Path empty = Files.createFile(folder.resolve("empty.tar"));
    assertUnpackRefused(empty, "it is empty or no tar file");
    Path unsound = tar(out -> add(out, "model.onnx", new byte[1]));
    assertUnpackRefused(unsound, "has no manifest.json");
  }

  @Test
  void anArchiveThatIsCutShortIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(packed());
    Path cut =
        Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(bytes, bytes.length / 3));
    assertUnpackRefused(cut, cut.toString());
  }

  private void assertUnpackRefused(Path tar, String message) {
    Path target = folder.resolve("unpacked");
    assertThatThrownBy(() -> ModelBundle.unpack(tar, target))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(message);
    assertThat(target).doesNotExist();
    assertThat(folder.resolveSibling("evil")).doesNotExist();
  }

  private interface Filler {
    void fill(TarArchiveOutputStream out) throws IOException;
  }

  private Path tar(Filler filler) throws IOException {
    Path tar = Files.createTempFile(folder, "made", ".tar");
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(Files.newOutputStream(tar), "UTF-8")) {
      filler.fill(out);
    }
    return tar;
  }

  private static void add(TarArchiveOutputStream out, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }
}
