package io.leebert.trainer.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the header of a safetensors file says: type, shape and place of every array. */
final class SafetensorsHeader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final long TOO_MANY = 1L << 31;
  private static final String METADATA = "__metadata__";

  private final Path file;
  private final Map<String, JsonNode> entries;

  private SafetensorsHeader(Path file, Map<String, JsonNode> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Where an array that can be read lies.
   *
   * @param begin its first byte, counted from the end of the header
   * @param bytes its length
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Place(FloatFormat format, int[] shape, long begin, int bytes) {}

  /** Parses the JSON of a header; the file is there for messages. */
  static SafetensorsHeader parse(Path file, byte[] json) {
    Map<String, JsonNode> entries = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
        if (!entry.getKey().equals(METADATA)) {
          entries.put(entry.getKey(), entry.getValue());
        }
      }
    } catch (MismatchedInputException e) {
      // Any value is a tree: what does not fit is a second one.
      throw new IllegalArgumentException(
          file
              + " is no safetensors file: its header is followed by more JSON at column "
              + e.getLocation().getColumnNr()
              + ", expected spaces at most",
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " is no safetensors file: its header is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no safetensors file: " + e.getMessage(), e);
    }
    return new SafetensorsHeader(file, entries);
  }

  Set<String> names() {
    return entries.keySet();
  }

  /**
   * Checks that the arrays lie one behind the other without overlap or gap, as the format has it,
   * and end where the file does.
   *
   * @param size bytes of the file behind the header
   */
  void requireGapless(long size) {
    List<String> inOrder =
        names().stream()
            .sorted(Comparator.comparingLong(this::begin).thenComparingLong(this::end))
            .toList();
    long end = 0;
    String before = "the header";
    for (String name : inOrder) {
      if (begin(name) != end || end(name) < begin(name)) {
        throw new IllegalArgumentException(
            describe(name)
                + " lies at "
                + entry(name).path("data_offsets")
                + ", expected it to begin at "
                + end
                + ", where "
                + before
                + " ends");
      }
      end = end(name);
      before = name;
    }
    if (end != size) {
      throw new IllegalArgumentException(
          file
              + " has "
              + size
              + " bytes of arrays, its header tells of "
              + end
              + (size < end ? ": it is cut short" : ""));
    }
  }

  /**
   * Where an array is.
   *
   * @throws IllegalArgumentException naming file and array when there is none of that name, its
   *     type is not F32, F16 or BF16, or its place does not fit its shape
   */
  Place place(String name) {
    String type = entry(name).path("dtype").asText();
    FloatFormat format =
        FloatFormat.of(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        describe(name) + " is of type " + type + ", expected F32, F16 or BF16"));
    int[] shape = shape(name);
    long count = 1;
    for (int dimension : shape) {
      // Ends here, long before it could overflow: no array of Java holds more.
      count = Math.min(TOO_MANY, count * dimension);
    }
    long bytes = end(name) - begin(name);
    if (bytes != count * format.bytes() || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          describe(name)
              + " of shape "
              + Arrays.toString(shape)
              + " needs "
              + count * format.bytes()
              + " bytes, but its place is "
              + entry(name).path("data_offsets"));
    }
    return new Place(format, shape, begin(name), (int) bytes);
  }

  private int[] shape(String name) {
    JsonNode shape = entry(name).path("shape");
    int[] ints = new int[shape.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = shape.get(i).asInt(-1);
      if (ints[i] < 0) {
        throw new IllegalArgumentException(describe(name) + " has the impossible shape " + shape);
      }
    }
    return ints;
  }

  private long begin(String name) {
    return offset(name, 0);
  }

  private long end(String name) {
    return offset(name, 1);
  }

  private long offset(String name, int which) {
    return entry(name).path("data_offsets").path(which).asLong(-1);
  }

  private JsonNode entry(String name) {
    JsonNode entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(file + " has no array " + name);
    }
    return entry;
  }

  private String describe(String name) {
    return file + ": array " + name;
  }
}
