package io.leebert.trainer.service;

import io.leebert.schemas.bundle.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one command, below the service's work folder. Locked against another process: a
 * service that lost the control topic may still be at its last step in it.
 */
final class WorkFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int NAME = 16;
  private static final String PATTERN = "[0-9a-f]{" + NAME + "}";
  private static final String LOCK = ".lock";

  /** Closing any channel of a file lets go of all this process' locks on it: one at a time. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private WorkFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes a command's folder, waiting for whoever has it.
   *
   * @throws UncheckedIOException when it cannot be made
   */
  static WorkFolder lock(Path work, String commandId, StopFlag stop) {
    Path path = work.resolve(name(commandId));
    boolean said = false;
    while (true) {
      WorkFolder folder = tryLock(path);
      if (folder != null) {
        return folder;
      }
      if (!said) {
        LOG.info("waiting for another process that works in {}", path);
        said = true;
      }
      stop.pause(LOOK_AGAIN);
    }
  }

  private static @Nullable WorkFolder tryLock(Path path) {
    if (!HELD.add(path)) {
      return null; // This process has it, on another thread.
    }
    WorkFolder folder = null;
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      Path lockFile = lockFile(path);
      if (!Files.exists(lockFile)) {
        Files.createFile(lockFile);
      }
      Object before = fileKey(lockFile);
      channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      // Who had it may have removed the file, and another one made it anew: then it is theirs.
      if (channel.tryLock() != null && Objects.equals(fileKey(lockFile), before)) {
        folder = new WorkFolder(path, channel);
      }
      return folder;
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return null; // Another process makes or removes it just now.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the work folder " + path + ": " + e, e);
    } finally {
      if (folder == null) {
        letGo(path, channel);
      }
    }
  }

  private static @Nullable Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static Path lockFile(Path path) {
    return path.resolveSibling(path.getFileName() + LOCK);
  }

  private static String name(String commandId) {
    return Versions.digest(commandId).substring(0, NAME);
  }

  Path path() {
    return path;
  }

  /** Removes what was left of commands that have come to their end. */
  static void sweep(Path work, List<OpenCommand> open) {
    Set<String> needed =
        open.stream().map(command -> name(command.id())).collect(Collectors.toSet());
    if (!Files.isDirectory(work)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(work)) {
      for (Path path : folders) {
        String name = path.getFileName().toString();
        if (name.matches(PATTERN) && !needed.contains(name)) {
          WorkFolder left = tryLock(path);
          if (left != null) {
            left.remove();
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot tidy up {}: {}", work, e.getMessage());
    }
  }

  /** Removes it with all that is in it; an error is only logged. */
  void remove() {
    try {
      BundleFiles.deleteRecursively(path);
      Files.deleteIfExists(lockFile(path));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot remove {}: {}", path, e.getMessage());
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    letGo(path, channel);
  }

  private static void letGo(Path path, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("cannot close the lock of {}", path, e);
    } finally {
      HELD.remove(path);
    }
  }
}
