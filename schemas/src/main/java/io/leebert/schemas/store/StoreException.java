package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that a store cannot give or take; the message names the URI, what was found and what was
 * expected. Either the store was not reached, and the same call may succeed later, or it answered,
 * and will not change its mind: no such bundle, no right to it, not sound, another one there.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private StoreException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** True when the store was not reached, or was busy: the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  static StoreException refused(String message) {
    return new StoreException(message, null, false);
  }

  static StoreException refused(String message, Throwable cause) {
    return new StoreException(message, cause, false);
  }

  static StoreException unreachable(String message, @Nullable Throwable cause) {
    return new StoreException(message, cause, true);
  }

  /** An error of the file system: worth another try unless it is about names or rights. */
  static StoreException of(String what, IOException cause) {
    return new StoreException(what + ": " + cause, cause, !isLasting(cause));
  }

  /** A bundle that cannot be read: not sound, unless the file system is to blame. */
  static StoreException of(String what, BundleException cause) {
    boolean later = cause.getCause() instanceof FileSystemException system && !isLasting(system);
    return new StoreException(what + ": " + cause.getMessage(), cause, later);
  }

  private static boolean isLasting(Throwable cause) {
    return cause instanceof AccessDeniedException
        || cause instanceof NoSuchFileException
        || cause instanceof NotDirectoryException
        || cause instanceof FileAlreadyExistsException
        || cause instanceof ReadOnlyFileSystemException
        || (cause instanceof FileSystemException system
            && system.getReason() != null
            && (system.getReason().contains("Not a directory")
                || system.getReason().contains("Read-only file system")));
  }
}
