package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import io.leebert.schemas.store.StoreException;
import io.leebert.schemas.store.StoredBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientStoreTest {
  private static final Duration LIMIT = Duration.ofSeconds(9);

  /** A store over S3 where nobody listens, up to a number of calls; a folder from then on. */
  private static final class ComingBack implements BundleStore {
    private final BundleStore away =
        BundleStores.of(
            URI.create("s3://bucket/models"),
            Map.of(
                "leebert.store.s3.endpoint", "http://127.0.0.1:1",
                "leebert.store.s3.region", "us-east-1"));

    private final BundleStore back;
    private int left;

    ComingBack(Path folder, int callsAway) {
      this.back = BundleStores.of(folder.toUri(), Map.of());
      this.left = callsAway;
    }

    private BundleStore now() {
      return left-- > 0 ? away : back;
    }

    @Override
    public URI publish(ModelBundle bundle, String model, String version) {
      return now().publish(bundle, model, version);
    }

    @Override
    public @Nullable StoredBundle find(String model, String version) {
      return now().find(model, version);
    }

    @Override
    public ModelBundle fetch(URI uri, @Nullable String sha256, Path workFolder) {
      return now().fetch(uri, sha256, workFolder);
    }

    @Override
    public void close() {
      away.close();
      back.close();
    }
  }

  private final Desk desk = new Desk(new History());
  private long now;

  @TempDir Path folder;

  PatientStoreTest() {
    desk.history.receive("a", CommandType.RETRAIN);
  }

  /** Each look at the clock is four seconds later. */
  private PatientStore patient(BundleStore store, StopFlag stop) {
    return new PatientStore(
        store,
        LIMIT,
        () -> now += Duration.ofSeconds(4).toNanos(),
        desk,
        desk.history.open("a"),
        stop);
  }

  private static BundleStore withCredentials(BundleStore store) {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    return store;
  }

  @Test
  void aStoreThatComesBackIsUsedAsIfNothingHadBeen() throws IOException {
    try (BundleStore store = withCredentials(new ComingBack(folder.resolve("store"), 1));
        ModelBundle bundle =
            ModelBundle.read(TinyVersion.write(folder.resolve("made"), "mails", "1"))) {
      URI uri = patient(store, new StopFlag()).publish(bundle, "mails", "1");
      assertThat(Files.isDirectory(Path.of(uri))).isTrue();
    }
    assertThat(desk.progress).hasSize(1);
    assertThat(desk.progress.get(0).message())
        .startsWith("the bundle store is not reached, trying again: ")
        .contains("127.0.0.1:1");
    assertThat(desk.progress.get(0).done()).isNull();
  }

  @Test
  void aStoreThatStaysAwayIsGivenUpAtTheLimit() {
    try (BundleStore store = withCredentials(new ComingBack(folder, 99))) {
      assertThatThrownBy(() -> patient(store, new StopFlag()).find("mails", "1"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("127.0.0.1:1");
    }
    assertThat(desk.progress).hasSize(2);
  }

  @Test
  void whoIsStoppedWaitsNoLonger() {
    StopFlag stop = new StopFlag();
    stop.set();
    try (BundleStore store = withCredentials(new ComingBack(folder, 99))) {
      assertThatThrownBy(() -> patient(store, stop).find("mails", "1"))
          .isInstanceOf(StoppedException.class);
    }
  }

  @Test
  void anAnswerThatWillNotChangeIsNotAskedForAgain() {
    try (BundleStore store = new ComingBack(folder, 0)) {
      assertThatThrownBy(
              () ->
                  patient(store, new StopFlag())
                      .fetch(folder.resolve("none").toUri(), null, folder.resolve("work")))
          .isInstanceOf(StoreException.class);
    }
    assertThat(desk.progress).isEmpty();
  }
}
