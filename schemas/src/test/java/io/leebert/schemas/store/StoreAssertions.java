package io.leebert.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of every store ask. */
final class StoreAssertions {

  private StoreAssertions() {}

  /** The store answered no, and will not change its mind. */
  static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
    return thrown(call, false);
  }

  /** The store was not reached: the call may be tried again. */
  static AbstractThrowableAssert<?, ? extends Throwable> unreachable(ThrowingCallable call) {
    return thrown(call, true);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> thrown(
      ThrowingCallable call, boolean retryable) {
    StoreException thrown = catchThrowableOfType(StoreException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.retryable()).as("%s may be tried again", thrown).isEqualTo(retryable);
    return assertThat(thrown);
  }

  /** A sound bundle that differs from {@link BundleFixture#written}, of the same sizes. */
  static ModelBundle otherBundle(Path target) {
    return ModelBundle.write(
        target,
        BundleFixture.manifest().setModelVersion("2026-02-02").build(),
        "also hardly a graf".getBytes(StandardCharsets.UTF_8),
        BundleFixture.TOKENIZER);
  }

  /**
   * Publishes two bundles under one version at the same time.
   *
   * @return what those were told that did not win
   */
  static List<StoreException> publishTogether(
      BundleStore store, ModelBundle one, ModelBundle another) throws InterruptedException {
    ExecutorService two = Executors.newFixedThreadPool(2);
    List<StoreException> losers = new ArrayList<>();
    try {
      List<Callable<URI>> both =
          List.of(
              () -> store.publish(one, "sentiment", "v1"),
              () -> store.publish(another, "sentiment", "v1"));
      for (Future<URI> publisher : two.invokeAll(both)) {
        try {
          publisher.get();
        } catch (ExecutionException e) {
          assertThat(e).cause().isInstanceOf(StoreException.class);
          losers.add((StoreException) e.getCause());
        }
      }
    } finally {
      two.shutdown();
    }
    return losers;
  }

  static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
