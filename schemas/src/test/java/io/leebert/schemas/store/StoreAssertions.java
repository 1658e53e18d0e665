package io.leebert.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
