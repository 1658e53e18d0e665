package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.entries;
import static io.leebert.schemas.store.StoreAssertions.otherBundle;
import static io.leebert.schemas.store.StoreAssertions.publishTogether;
import static io.leebert.schemas.store.StoreAssertions.refused;
import static io.leebert.schemas.store.StoreAssertions.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBundleStoreTest {

  @TempDir Path temp;

  private Path root;
  private Path work;
  private BundleStore store;
  private ModelBundle bundle;

  @BeforeEach
  void open() {
    root = temp.resolve("models");
    work = temp.resolve("work");
    store = BundleStores.of(root.toUri(), Map.of());
    bundle = BundleFixture.written(temp.resolve("made"));
  }

  @Test
  void aPublishedBundleIsFoundAndReadWhereItLies() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");

    assertThat(uri).isEqualTo(root.resolve("sentiment/v1").toUri());
    assertThat(store.find("sentiment", "v1"))
        .isEqualTo(new StoredBundle(uri, bundle.manifestSha256()));
    try (ModelBundle fetched = store.fetch(uri, bundle.manifestSha256(), work)) {
      assertThat(fetched.directory()).isEqualTo(root.resolve("sentiment/v1"));
      assertThat(fetched.manifest()).isEqualTo(bundle.manifest());
    }
    assertThat(entries(root.resolve("sentiment"))).containsExactly("v1");
    assertThat(root.resolve("sentiment/v1/model.onnx")).isRegularFile();
    assertThat(work).doesNotExist();
  }

  @Test
  void aVersionThatIsNotThereIsNotFound() throws IOException {
    assertThat(store.find("sentiment", "v1")).isNull();
    Files.createDirectories(root.resolve("sentiment/v1"));
    assertThat(store.find("sentiment", "v1")).isNull();
  }

  @Test
  void publishingTheSameBundleAgainIsDoneAlready() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    assertThat(store.publish(bundle, "sentiment", "v1")).isEqualTo(uri);
  }

  @Test
  void anotherBundleUnderTheSameVersionIsRefused() {
    store.publish(bundle, "sentiment", "v1");
    ModelBundle other = otherBundle(temp.resolve("other"));

    refused(() -> store.publish(other, "sentiment", "v1"))
        .hasMessageContaining("Refusing to overwrite the bundle at file:///")
        .hasMessageContaining("sentiment/v1")
        .hasMessageContaining(bundle.manifestSha256())
        .hasMessageContaining(other.manifestSha256());
    assertThat(store.find("sentiment", "v1"))
        .extracting(StoredBundle::manifestSha256)
        .isEqualTo(bundle.manifestSha256());
  }

  @Test
  void ofTwoPublishersAtOnceOneWinsAndTheOtherIsRefused() throws Exception {
    ModelBundle other = otherBundle(temp.resolve("other"));
    assertThat(publishTogether(store, bundle, other))
        .singleElement()
        .satisfies(loser -> assertThat(loser).hasNoCause());
    assertThat(entries(root.resolve("sentiment"))).containsExactly("v1");
    ModelBundle.read(root.resolve("sentiment/v1")).close();
  }

  @Test
  void whatAKilledPublisherLeftIsNoBundleAndGoesWithTheNextOne() throws IOException {
    Path left = Files.createDirectories(root.resolve("sentiment/.leebert-dead"));
    Files.write(left.resolve("model.onnx"), new byte[10]);
    Files.createFile(root.resolve("sentiment/.leebert-dead.lock"));
    refused(() -> store.fetch(left.toUri(), null, work)).hasMessageContaining("no manifest.json");

    store.publish(bundle, "sentiment", "v1");

    assertThat(entries(root.resolve("sentiment"))).containsExactly("v1");
  }

  @Test
  void anAlteredBundleIsNeitherReadNorTakenForDone() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");
    Files.writeString(root.resolve("sentiment/v1/model.onnx"), "not really a grapH");

    refused(() -> store.fetch(uri, bundle.manifestSha256(), work))
        .hasMessageContaining("Refusing " + uri)
        .hasMessageContaining("model.onnx has SHA-256")
        .hasMessageContaining("the manifest says");
    refused(() -> store.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("what is there already is not sound");
  }

  @Test
  void aBundleThatWasAlteredSinceItWasReadIsNotPublished() throws IOException {
    Files.writeString(bundle.model(), "not really a grapH");

    refused(() -> store.publish(bundle, "sentiment", "v1")).hasMessageContaining("its copy");
    assertThat(entries(root.resolve("sentiment"))).isEmpty();
  }

  @Test
  void anotherManifestThanAnnouncedIsRefused() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    refused(() -> store.fetch(uri, "0".repeat(64), work))
        .hasMessageContaining(uri + " is not the one that was announced")
        .hasMessageContaining(bundle.manifestSha256())
        .hasMessageContaining("0".repeat(64));
  }

  @Test
  void aTarIsUnpackedBelowTheWorkFolderAndGoesWhenClosed() throws IOException {
    Path tar = temp.resolve("bundle.tar");
    bundle.pack(tar);

    ModelBundle fetched = store.fetch(tar.toUri(), bundle.manifestSha256(), work);

    assertThat(fetched.directory().startsWith(work.toRealPath())).isTrue();
    assertThat(fetched.model()).hasBinaryContent(BundleFixture.MODEL);
    fetched.close();
    fetched.close();
    assertThat(entries(work)).isEmpty();
    assertThat(tar).exists();
  }

  @Test
  void nothingIsLeftOfATarThatIsRefused() throws IOException {
    Path tar = temp.resolve("bundle.tar");
    bundle.pack(tar);
    refused(() -> store.fetch(tar.toUri(), "0".repeat(64), work));
    Files.write(tar, new byte[100]);
    refused(() -> store.fetch(tar.toUri(), null, work)).hasMessageContaining("Refusing");
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void aMissingBundleIsRefused() throws IOException {
    Files.createDirectories(root.resolve("sentiment"));
    URI uri = root.resolve("sentiment/v9").toUri();
    refused(() -> store.fetch(uri, null, work))
        .hasMessageContaining("Refusing " + uri)
        .hasMessageContaining("No model bundle");
  }

  @Test
  void aStoreThatIsNotMountedIsOnlyNotReached() throws IOException {
    URI uri = root.resolve("sentiment/v1").toUri();
    unreachable(() -> store.fetch(uri, null, work)).hasMessageContaining("is the store mounted?");
    Files.createDirectories(root);
    unreachable(() -> store.fetch(uri, null, work))
        .hasMessageContaining("there is no folder " + root.resolve("sentiment"));
    Path loop = Files.createSymbolicLink(temp.resolve("loop"), temp.resolve("loop"));
    unreachable(() -> store.fetch(loop.resolve("v1").toUri(), null, work))
        .hasMessageContaining("Cannot read file:///");
  }

  @Test
  void aDiskThatDoesNotGiveWhatIsOnItIsOnlyNotReached() throws IOException {
    Path broken = Path.of("/proc/self/mem"); // Its first byte cannot be read.
    assumeTrue(Files.isReadable(broken));
    Path folder = Files.createDirectories(root.resolve("sentiment/v1"));
    Files.createSymbolicLink(folder.resolve("manifest.json"), broken);
    unreachable(() -> store.fetch(folder.toUri(), null, work))
        .hasMessageContaining("Input/output error");
  }

  @Test
  void whatIsDamagedOrNotWhatWasAnnouncedIsUnsoundAndWhatIsMissingIsNot() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");
    refused(() -> store.fetch(uri, "0".repeat(64), work)).matches(FileBundleStoreTest::unsound);
    Files.delete(root.resolve("sentiment/v1/tokenizer.json"));
    refused(() -> store.fetch(uri, null, work)).matches(FileBundleStoreTest::unsound);
    Files.delete(root.resolve("sentiment/v1/manifest.json"));
    refused(() -> store.fetch(uri, null, work)).matches(e -> !unsound(e));
    URI missing = root.resolve("sentiment/v2").toUri();
    refused(() -> store.fetch(missing, null, work)).matches(e -> !unsound(e));
  }

  private static boolean unsound(Throwable thrown) {
    return thrown instanceof StoreException store && store.unsound();
  }

  @Test
  void aRootThatCannotBeWrittenIsRefused() throws IOException {
    Files.writeString(root, "a file where the folder should be");
    refused(() -> store.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("Cannot publish a bundle to file:///")
        .hasMessageContaining("models");
  }

  @Test
  void namesThatLeaveTheirFolderAreRefused() {
    for (String name : List.of("", " ", ".", "..", ".hidden", "a/b", "a\\b", "a:b")) {
      refused(() -> store.publish(bundle, name, "v1")).hasMessageContaining("model '" + name);
      refused(() -> store.find("sentiment", name)).hasMessageContaining("version '" + name);
    }
  }
}
