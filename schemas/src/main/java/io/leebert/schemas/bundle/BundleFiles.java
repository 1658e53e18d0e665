package io.leebert.schemas.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What bundles need of the file system: digests, syncing, temporary siblings. */
public final class BundleFiles {

  private static final int BUFFER = 1 << 16;

  private BundleFiles() {}

  /** SHA-256 of bytes in memory, lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  /**
   * SHA-256 of a file of any size, read once, lower-case hexadecimal.
   *
   * @throws IOException when it cannot be read
   */
  public static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    }
  }

  /**
   * SHA-256 of all that a stream gives, lower-case hexadecimal; the stream is left open.
   *
   * @throws IOException when it cannot be read
   */
  public static String sha256(InputStream bytes) throws IOException {
    MessageDigest digest = newSha256();
    InputStream in = new DigestInputStream(bytes, digest);
    byte[] buffer = new byte[BUFFER];
    while (in.read(buffer) >= 0) {
      // the stream feeds the digest
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Puts a file's bytes on the disk; a rename that outlives a power cut must not name an empty
   * file.
   *
   * @throws IOException when the disk refuses
   */
  public static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Puts a folder's entries on the disk, where the system lets folders be opened (Windows does
   * not).
   *
   * @throws IOException when the disk refuses
   */
  public static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** An unused hidden name beside the target: the same file system, so that a rename is atomic. */
  static Path temporarySibling(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".tmp-" + UUID.randomUUID());
  }

  /** True for a name that stays in its folder on every system. */
  public static boolean isPlainName(String name) {
    return !name.isBlank()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
  }

  static void requireAbsent(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException("Refusing to overwrite " + target + ": it exists already");
    }
  }

  /**
   * Deletes a file or folder with all that is in it; one that is not there is fine.
   *
   * @throws UncheckedIOException when something cannot be deleted
   */
  public static void deleteRecursively(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + root, e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
