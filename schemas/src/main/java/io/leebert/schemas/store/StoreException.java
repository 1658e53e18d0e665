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
 * expected. Either the store was not reached, and the same call may succeed later; or it refused,
 * and somebody has to do something: no such bundle, no right to it, another one there; or what it
 * gave is not sound, or not what was announced.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private enum Kind {
    UNREACHABLE,
    REFUSED,
    UNSOUND
  }

  private final Kind kind;

  private StoreException(String message, @Nullable Throwable cause, Kind kind) {
    super(message, cause);
    this.kind = kind;
  }

  /** True when the store was not reached, or was busy: the same call may succeed later. */
  public boolean retryable() {
    return kind == Kind.UNREACHABLE;
  }

  /** True when the store gave a bundle that is damaged, or another one than was announced. */
  public boolean unsound() {
    return kind == Kind.UNSOUND;
  }

  static StoreException unsound(String message) {
    return new StoreException(message, null, Kind.UNSOUND);
  }

  static StoreException refused(String message) {
    return new StoreException(message, null, Kind.REFUSED);
  }

  static StoreException refused(String message, Throwable cause) {
    return new StoreException(message, cause, Kind.REFUSED);
  }

  static StoreException unreachable(String message, @Nullable Throwable cause) {
    return new StoreException(message, cause, Kind.UNREACHABLE);
  }

  /** An error of the file system: worth another try unless it is about names or rights. */
  static StoreException of(String what, IOException cause) {
    return new StoreException(what + ": " + cause, cause, kind(cause));
  }

  /** A bundle that cannot be read: not sound, unless the file system is to blame. */
  static StoreException of(String what, BundleException cause) {
    boolean system = cause.unread() || cause.getCause() instanceof FileSystemException;
    Kind kind = system ? kind(cause.getCause()) : Kind.UNSOUND;
    return new StoreException(what + ": " + cause.getMessage(), cause, kind);
  }

  private static Kind kind(@Nullable Throwable cause) {
    return isLasting(cause) ? Kind.REFUSED : Kind.UNREACHABLE;
  }

  private static boolean isLasting(@Nullable Throwable cause) {
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
