package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hidden folder that belongs to this process while it lives. A locked file beside it says so: the
 * system drops the lock of a process that is killed, and {@link #sweep} then removes the folder.
 */
final class OwnedFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedFolder.class);
  private static final String PREFIX = ".leebert-";
  private static final String LOCK = ".lock";

  /**
   * Lock files of this process. They must not be opened again: POSIX drops all locks that a process
   * has on a file when it closes any handle of it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lockFile;
  private final FileChannel channel;

  private OwnedFolder(Path path, Path lockFile, FileChannel channel) {
    this.path = path;
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /** Makes an empty folder below the parent, which must exist. */
  static OwnedFolder create(Path parent) throws IOException {
    Path real = parent.toRealPath();
    while (true) {
      Path path = real.resolve(PREFIX + UUID.randomUUID());
      Path lockFile = path.resolveSibling(path.getFileName() + LOCK);
      HELD.add(lockFile);
      try {
        FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (isOurs(channel, lockFile)) {
          Files.createDirectory(path);
          return new OwnedFolder(path, lockFile, channel);
        }
        channel.close();
      } catch (IOException e) {
        Files.deleteIfExists(lockFile);
        HELD.remove(lockFile);
        throw e;
      }
      HELD.remove(lockFile);
    }
  }

  /** A sweep may come between the making of the lock file and its lock. */
  private static boolean isOurs(FileChannel channel, Path lockFile) {
    try {
      return channel.tryLock() != null && Files.exists(lockFile);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be locked ({}); should this process be killed, the folder beside it stays",
          lockFile,
          e.toString());
      return true;
    }
  }

  /** Removes the folders below the parent whose owners are gone. */
  static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> locks =
        Files.newDirectoryStream(parent.toRealPath(), PREFIX + "*" + LOCK)) {
      for (Path lockFile : locks) {
        if (!HELD.contains(lockFile)) {
          removeIfLeft(lockFile);
        }
      }
    }
  }

  private static void removeIfLeft(Path lockFile) {
    String name = lockFile.getFileName().toString();
    Path folder = lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        BundleFiles.deleteRecursively(folder);
        Files.deleteIfExists(lockFile);
        LOG.info("Removed {}, which a process that is gone had left", folder);
      }
    } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
      // The last of them: another thread of this process is at it.
      LOG.debug("Cannot remove {}", folder, e);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Removes the folder, if it has not been moved away; what cannot be removed the next sweep tries.
   */
  @Override
  public void close() {
    try (channel) {
      BundleFiles.deleteRecursively(path);
      Files.deleteIfExists(lockFile);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove {}: {}", path, e.toString());
    } finally {
      HELD.remove(lockFile);
    }
  }
}
