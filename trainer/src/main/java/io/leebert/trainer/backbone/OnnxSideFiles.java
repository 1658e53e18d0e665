package io.leebert.trainer.backbone;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files beside an ONNX file in which it keeps arrays. */
final class OnnxSideFiles {

  private final @Nullable Path folder;
  private final SortedSet<Path> read = new TreeSet<>();

  private OnnxSideFiles(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Those beside a file. */
  static OnnxSideFiles beside(Path file) {
    return new OnnxSideFiles(file.toAbsolutePath().getParent());
  }

  /** For a model that is no file and must hold all of its arrays. */
  static OnnxSideFiles none() {
    return new OnnxSideFiles(null);
  }

  /** The files that arrays have been read from. */
  List<Path> read() {
    return List.copyOf(read);
  }

  /**
   * An array's bytes, little-endian.
   *
   * @throws IllegalArgumentException when the file is not there, not beside the model, or too short
   */
  ByteBuffer bytes(TensorProto tensor) {
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      place.put(entry.getKey(), entry.getValue());
    }
    String location = place.getOrDefault("location", "");
    Path file = file(location);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long offset = number(place.getOrDefault("offset", "0"), location);
      long length = number(place.getOrDefault("length", "" + Math.max(0, size - offset)), location);
      if (offset > size || length > size - offset || length > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "%d bytes from %d of %s, but that has %d: it is cut short"
                .formatted(length, offset, location, size));
      }
      read.add(file);
      ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
      return buffer.flip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  private Path file(String location) {
    Path file = folder == null ? null : folder.resolve(location);
    // A name with folders in it could read anything of the machine.
    if (file == null
        || !location.equals(String.valueOf(file.getFileName()))
        || !Files.isRegularFile(file)) {
      throw new IllegalArgumentException("kept in '" + location + "', which is no file beside it");
    }
    return file;
  }

  private static long number(String digits, String location) {
    if (!digits.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("kept at '" + digits + "' of " + location);
    }
    return Long.parseLong(digits);
  }
}
