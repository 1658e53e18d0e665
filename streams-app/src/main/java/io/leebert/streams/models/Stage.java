package io.leebert.streams.models;

import io.leebert.schemas.catalogue.Entry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where models get ready and come into service.
 *
 * @param <R> a model that is ready
 */
public interface Stage<R> {

  /** Whether a version that failed may be tried again. */
  enum Again {
    /** The store was not reached: it may be back any moment. */
    SOON,

    /** The store said no: somebody may put that right. */
    LATER,

    /** What was fetched is not what was announced, or cannot be run: it would be the same again. */
    NEVER
  }

  /**
   * Fetches, opens and warms up a version beside the one that serves.
   *
   * @param wanted false once another one is wanted: then there is no need to go on
   * @throws RuntimeException saying why the version cannot serve
   */
  R prepare(Entry version, BooleanSupplier wanted);

  /** Puts it into service. */
  void serve(Entry version, R ready);

  /** Frees one that is no longer wanted. */
  void discard(R ready);

  /** Whether the same may succeed another time. */
  Again again(RuntimeException failure);

  /**
   * A version cannot serve.
   *
   * @param retryIn when it is tried again, or null when it is not
   */
  void failed(Entry version, RuntimeException failure, @Nullable Duration retryIn);

  /** The version in service is the one that is wanted again, after another one failed. */
  void stays(Entry version);
}
