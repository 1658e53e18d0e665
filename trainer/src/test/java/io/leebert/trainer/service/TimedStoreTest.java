package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.store.BundleStores;
import io.leebert.schemas.store.StoreException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a store is told with its outcome, and its answer stays what it was. */
class TimedStoreTest {

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  /** Every look at it is seven nanoseconds after the one before. */
  private final AtomicLong nanoTime = new AtomicLong();

  private TimedStore store() {
    ServiceListener listener =
        new ServiceListener() {
          @Override
          public void turned(ServiceState state, long behind) {}

          @Override
          public void said(CommandType type, ModelEvent event) {}

          @Override
          public void stored(StoreCall call, boolean reached, long nanos) {
            told.add(call + " " + reached + " " + nanos);
          }

          @Override
          public void ended() {}
        };
    return new TimedStore(
        BundleStores.of(folder.resolve("store").toUri(), Map.of()),
        listener,
        () -> nanoTime.getAndAdd(7));
  }

  @Test
  void everyCallIsTimedAndAnswered() {
    Path made = TinyVersion.write(folder.resolve("made"), "mails", "1");
    try (TimedStore store = store();
        ModelBundle bundle = ModelBundle.read(made)) {
      assertThat(store.find("mails", "1")).isNull();
      URI uri = store.publish(bundle, "mails", "1");
      assertThat(store.find("mails", "1")).isNotNull();
      try (ModelBundle fetched =
          store.fetch(uri, bundle.manifestSha256(), folder.resolve("fetched"))) {
        assertThat(fetched.manifestSha256()).isEqualTo(bundle.manifestSha256());
      }
    }
    assertThat(told)
        .containsExactly("FIND true 7", "PUBLISH true 7", "FIND true 7", "FETCH true 7");
  }

  @Test
  void whatFailsIsTimedToo() {
    try (TimedStore store = store()) {
      URI nowhere = folder.resolve("nowhere").toUri();

      assertThatThrownBy(() -> store.fetch(nowhere, null, folder.resolve("fetched")))
          .isInstanceOf(StoreException.class);
    }
    assertThat(told).containsExactly("FETCH false 7");
  }
}
