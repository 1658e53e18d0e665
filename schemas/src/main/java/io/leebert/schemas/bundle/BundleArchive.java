package io.leebert.schemas.bundle;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** A bundle as one tar file: plain files only, at the top or in one folder, each name once. */
final class BundleArchive {

  private static final int READABLE = 0644;

  private BundleArchive() {}

  static void pack(ModelBundle bundle, Path tar) {
    Path absolute = tar.toAbsolutePath().normalize();
    BundleFiles.requireAbsent(absolute);
    List<String> names = new ArrayList<>(List.of(ModelBundle.MANIFEST));
    names.addAll(new TreeSet<>(bundle.manifest().getFiles().keySet()));
    Path temporary = BundleFiles.temporarySibling(absolute);
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(temporary));
          TarArchiveOutputStream out = new TarArchiveOutputStream(file, "UTF-8")) {
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (String name : names) {
          TarArchiveEntry entry = new TarArchiveEntry(name);
          entry.setSize(Files.size(bundle.directory().resolve(name)));
          entry.setModTime(bundle.manifest().getCreatedAt().toEpochMilli());
          entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE | READABLE);
          out.putArchiveEntry(entry);
          Files.copy(bundle.directory().resolve(name), out);
          out.closeArchiveEntry();
        }
      }
      BundleFiles.syncFile(temporary);
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      BundleFiles.syncFolder(absolute.resolveSibling("."));
    } catch (IOException e) {
      throw BundleWriter.cleanedUp(
          temporary, new BundleException("Cannot pack the model bundle into " + tar + ": " + e, e));
    }
  }

  static ModelBundle read(Path tar) {
    Path folder;
    try {
      folder = Files.createTempDirectory("leebert-bundle-");
    } catch (IOException e) {
      throw new BundleException("Cannot make a temporary folder to unpack " + tar + ": " + e, e);
    }
    return unpackInto(tar, folder, folder);
  }

  static ModelBundle unpack(Path tar, Path folder) {
    BundleFiles.requireAbsent(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BundleException(
          "Cannot make the folder " + folder + " to unpack " + tar + ": " + e, e);
    }
    return unpackInto(tar, folder, null);
  }

  private static ModelBundle unpackInto(Path tar, Path folder, @Nullable Path toDelete) {
    try {
      extract(tar, folder);
      return BundleReader.read(folder, toDelete);
    } catch (IOException | IllegalArgumentException e) {
      throw BundleWriter.cleanedUp(
          folder, new BundleException(tar + " is not a readable tar file: " + e.getMessage(), e));
    } catch (BundleException e) {
      throw BundleWriter.cleanedUp(
          folder,
          new BundleException("Model bundle in " + tar + " is not sound: " + e.getMessage(), e));
    }
  }

  private static void extract(Path tar, Path folder) throws IOException {
    long left = Files.size(tar);
    String prefix = null;
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        String path =
            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        int slash = path.indexOf('/');
        String entryPrefix = path.substring(0, slash + 1);
        String name = path.substring(slash + 1);
        if (prefix == null) {
          prefix = entryPrefix;
        }
        left -= entry.getRealSize();
        if (!isPlainFile(entry) || left < 0) {
          throw new BundleException("it holds " + entry.getName() + ", which is not a plain file");
        }
        if (!entryPrefix.equals(prefix) || !BundleFiles.isPlainName(name)) {
          throw new BundleException("it holds the unsafe or misplaced name " + entry.getName());
        }
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          throw new BundleException("it holds " + name + " twice");
        }
        Files.copy(in, file);
      }
    }
    if (prefix == null) {
      throw new BundleException("it is empty or no tar file");
    }
  }

  /** No link, device or sparse file: those write elsewhere, or more than the archive holds. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM) && !entry.isSparse();
  }
}
