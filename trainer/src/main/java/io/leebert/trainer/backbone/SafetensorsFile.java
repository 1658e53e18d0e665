package io.leebert.trainer.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads arrays from a file in Hugging Face's safetensors format: the length of a JSON header as 8
 * bytes, little-endian, the header (type, shape and place of every array), the arrays.
 *
 * <p>Everything that the header says is checked against the file before an array is read.
 */
final class SafetensorsFile implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int LONGEST_HEADER = 100_000_000;
  private static final long TOO_MANY = 1L << 31;
  private static final String METADATA = "__metadata__";

  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, JsonNode> entries;

  private SafetensorsFile(
      Path file, FileChannel channel, long dataStart, Map<String, JsonNode> entries) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    this.entries = entries;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IllegalArgumentException naming the file when it is not in this format
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
    Map<String, JsonNode> entries = new TreeMap<>();
    try {
      JsonNode header = JSON.readTree(read(channel, LENGTH_BYTES, (int) length).array());
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        if (!entry.getKey().equals(METADATA)) {
          entries.put(entry.getKey(), entry.getValue());
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " is no safetensors file: its header is no JSON: " + e.getOriginalMessage(), e);
    }
    return new SafetensorsFile(file, channel, LENGTH_BYTES + length, entries);
  }

  /** Names of the arrays. */
  Set<String> names() {
    return entries.keySet();
  }

  /**
   * One array, as fp32.
   *
   * @throws IllegalArgumentException naming file and array when there is none of that name, its
   *     type is not F32, F16 or BF16, or its place does not fit its shape and the file
   */
  Weight weight(String name) {
    JsonNode entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(file + " has no array " + name);
    }
    String type = entry.path("dtype").asText();
    FloatFormat format =
        FloatFormat.of(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        describe(name) + " is of type " + type + ", expected F32, F16 or BF16"));
    int[] shape = ints(name, entry.path("shape"));
    long count = 1;
    for (int dimension : shape) {
      // Ends here, long before it could overflow: no array of Java holds more.
      count = Math.min(TOO_MANY, count * dimension);
    }
    JsonNode offsets = entry.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long bytes = offsets.path(1).asLong(-1) - begin;
    if (begin < 0 || bytes != count * format.bytes() || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          describe(name)
              + " of shape "
              + Arrays.toString(shape)
              + " needs "
              + count * format.bytes()
              + " bytes, but its place is "
              + offsets);
    }
    try {
      if (dataStart + begin + bytes > channel.size()) {
        throw new IllegalArgumentException(
            describe(name)
                + " should end at byte "
                + (dataStart + begin + bytes)
                + ", but the file has "
                + channel.size()
                + ": it is cut short");
      }
      return Weight.of(format.floats(read(channel, dataStart + begin, (int) bytes)), shape);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + describe(name) + ": " + e, e);
    }
  }

  private int[] ints(String name, JsonNode shape) {
    int[] ints = new int[shape.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = shape.get(i).asInt(-1);
      if (ints[i] < 0) {
        throw new IllegalArgumentException(describe(name) + " has the impossible shape " + shape);
      }
    }
    return ints;
  }

  private String describe(String name) {
    return file + ": array " + name;
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
