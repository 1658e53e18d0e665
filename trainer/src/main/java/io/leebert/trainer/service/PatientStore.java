package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.StoreException;
import io.leebert.schemas.store.StoredBundle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bundle store as one command uses it: tried again while it is not reached, up to a limit. */
final class PatientStore {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final BundleStore store;
  private final Duration atMost;
  private final LongSupplier nanoTime;
  private final Reports reports;
  private final OpenCommand open;
  private final StopFlag stop;

  PatientStore(
      BundleStore store,
      Duration atMost,
      LongSupplier nanoTime,
      Reports reports,
      OpenCommand open,
      StopFlag stop) {
    this.store = store;
    this.atMost = atMost;
    this.nanoTime = nanoTime;
    this.reports = reports;
    this.open = open;
    this.stop = stop;
  }

  @Nullable StoredBundle find(String model, String version) {
    return reaching(() -> Optional.ofNullable(store.find(model, version))).orElse(null);
  }

  URI publish(ModelBundle bundle, String model, String version) {
    return reaching(() -> store.publish(bundle, model, version));
  }

  ModelBundle fetch(URI uri, @Nullable String sha256, Path folder) {
    return reaching(() -> store.fetch(uri, sha256, folder));
  }

  private <T> T reaching(Supplier<T> call) {
    long begin = nanoTime.getAsLong();
    Duration pause = FIRST;
    while (true) {
      try {
        return call.get();
      } catch (StoreException e) {
        if (!e.retryable() || nanoTime.getAsLong() - begin >= atMost.toNanos()) {
          throw e;
        }
        reports.progress(
            open,
            Progress.waiting("the bundle store is not reached, trying again: " + e.getMessage()));
        stop.pause(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
      }
    }
  }
}
