package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import io.leebert.schemas.store.StoreException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleJobTest {
  private final Path folder;
  private final Desk desk = new Desk(new History());
  private final TrainerSettings settings;

  BundleJobTest(@TempDir Path folder) {
    this.folder = folder;
    this.settings =
        TrainerSettings.of(
            Map.of(
                "bootstrap.servers",
                "none:1",
                "schema.registry.url",
                "mock://none",
                "leebert.trainer.model",
                History.MODEL,
                "leebert.trainer.store.wait.ms",
                "0",
                "leebert.trainer.work",
                folder.resolve("work").toString(),
                "leebert.store.uri",
                folder.resolve("store").toString()),
            1);
  }

  private void run(String id) {
    try (BundleStore store = BundleStores.of(settings.store(), Map.of())) {
      new BundleJob(settings, store, desk, System::nanoTime)
          .run(desk.history.open(id), new StopFlag());
    }
  }

  private void takeFromOutside(String id, String version) {
    Path outside = TinyVersion.write(folder.resolve("outside-" + version), "mails", version);
    desk.history.receive(id, CommandType.PROMOTE, c -> c.setUri(outside.toString()));
    run(id);
  }

  @Test
  void theFirstModelComesFromOutsideAndIsCopiedIntoTheStore() throws Exception {
    takeFromOutside("a", "1");

    assertThat(desk.history.inService()).isEqualTo("1");
    assertThat(desk.history.last("a").getModelVersion()).isEqualTo("1");
    var promoted = Objects.requireNonNull(desk.history.catalogue.version("mails", "1")).event();
    assertThat(promoted.getProvenance()).containsEntry("layers", "4").containsKey("source");
    assertThat(promoted.getUri()).contains("/store/mails/1");
    try (BundleStore store = BundleStores.of(settings.store(), Map.of());
        ModelBundle bundle =
            store.fetch(URI.create(promoted.getUri()), promoted.getSha256(), folder.resolve("f"))) {
      assertThat(bundle.manifest().getModelVersion()).isEqualTo("1");
    }
  }

  @Test
  void thereAndBackAgain() {
    takeFromOutside("a", "1");
    takeFromOutside("b", "2");
    assertThat(desk.history.inService()).isEqualTo("2");

    desk.history.receive("back", CommandType.ROLLBACK);
    run("back");
    assertThat(desk.history.inService()).isEqualTo("1");

    desk.history.receive("forth", CommandType.PROMOTE, c -> c.setModelVersion("2"));
    run("forth");
    assertThat(desk.history.inService()).isEqualTo("2");
    assertThat(desk.history.versions()).containsValues(ModelEventType.PROMOTED);
  }

  @Test
  void aBundleOfAnotherNameIsRefused() {
    Path outside = TinyVersion.write(folder.resolve("outside"), "chats", "1");
    desk.history.receive("a", CommandType.PROMOTE, c -> c.setUri(outside.toString()));
    assertThatThrownBy(() -> run("a"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is of model chats, the command is about model mails");

    desk.history.receive(
        "b", CommandType.PROMOTE, c -> c.setUri(folder.resolve("none").toString()));
    assertThatThrownBy(() -> run("b")).isInstanceOf(StoreException.class);
    assertThat(desk.history.versions()).isEmpty();
  }

  @Test
  void nothingIsPutInServiceWhoseBundleWasAltered() throws Exception {
    takeFromOutside("a", "1");
    takeFromOutside("b", "2");
    Files.write(
        Path.of(settings.store()).resolve("mails/1/model.onnx"),
        new byte[] {0},
        StandardOpenOption.APPEND);

    desk.history.receive("back", CommandType.ROLLBACK);

    assertThatThrownBy(() -> run("back"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("model.onnx");
    assertThat(desk.history.inService()).isEqualTo("2");
  }
}
