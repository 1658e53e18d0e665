package io.leebert.trainer.backbone;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads arrays from a file in Hugging Face's safetensors format: the length of a JSON header as 8
 * bytes, little-endian, the header (type, shape and place of every array), the arrays.
 *
 * <p>Everything that the header says is checked against the file before an array is read.
 */
final class SafetensorsFile implements WeightSource {

  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int LONGEST_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final SafetensorsHeader header;

  private SafetensorsFile(
      Path file, FileChannel channel, long dataStart, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IllegalArgumentException naming the file when it is not in this format, its arrays
   *     overlap, or it is longer or shorter than they are
   * @throws UncheckedIOException when it cannot be read
   */
  static SafetensorsFile open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return open(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  private static SafetensorsFile open(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new IllegalArgumentException(
          file + " is no safetensors file: it has " + size + " bytes, not even a header's length");
    }
    long length = read(channel, 0, LENGTH_BYTES).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
      throw new IllegalArgumentException(
          file
              + " is no safetensors file, or cut short: its header should have "
              + length
              + " bytes, the file has "
              + size);
    }
    byte[] json = read(channel, LENGTH_BYTES, (int) length).array();
    SafetensorsHeader header = SafetensorsHeader.parse(file, json);
    header.requireGapless(size - LENGTH_BYTES - length);
    return new SafetensorsFile(file, channel, LENGTH_BYTES + length, header);
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public Set<String> names() {
    return header.names();
  }

  @Override
  public int[] shape(String name) {
    return header.place(name).shape();
  }

  @Override
  public Weight weight(String name) {
    SafetensorsHeader.Place place = header.place(name);
    try {
      ByteBuffer bytes = read(channel, dataStart + place.begin(), place.bytes());
      return Weight.of(place.format().floats(bytes), place.shape());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": array " + name + ": " + e, e);
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
