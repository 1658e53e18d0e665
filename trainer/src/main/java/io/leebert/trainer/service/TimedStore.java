package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.StoredBundle;
import io.leebert.trainer.service.ServiceListener.StoreCall;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that tells how long it takes. */
final class TimedStore implements BundleStore {
  private final BundleStore store;
  private final ServiceListener listener;
  private final LongSupplier nanoTime;

  TimedStore(BundleStore store, ServiceListener listener, LongSupplier nanoTime) {
    this.store = store;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  @Override
  public URI publish(ModelBundle bundle, String model, String version) {
    return timed(StoreCall.PUBLISH, () -> store.publish(bundle, model, version));
  }

  @Override
  public @Nullable StoredBundle find(String model, String version) {
    return timed(StoreCall.FIND, () -> Optional.ofNullable(store.find(model, version)))
        .orElse(null);
  }

  @Override
  public ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path folder) {
    return timed(StoreCall.FETCH, () -> store.fetch(uri, manifestSha256, folder));
  }

  private <T> T timed(StoreCall call, Supplier<T> work) {
    long begin = nanoTime.getAsLong();
    boolean reached = false;
    try {
      T result = work.get();
      reached = true;
      return result;
    } finally {
      listener.stored(call, reached, nanoTime.getAsLong() - begin);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
