package io.leebert.schemas.serde;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's framing of Avro bytes.
 *
 * <p>Written: byte 0, the schema's id as 4 bytes in network order, the Avro bytes. Read besides:
 * byte 1 and a 16-byte GUID; and bare Avro bytes whose id, in either form, stands in the record
 * header {@value #VALUE_HEADER} or {@value #KEY_HEADER}.
 */
final class WireFormat {

  static final byte ID_MAGIC = 0;
  static final byte GUID_MAGIC = 1;
  static final int ID_PREFIX = 5;
  static final int GUID_PREFIX = 17;
  static final String KEY_HEADER = "__key_schema_id";
  static final String VALUE_HEADER = "__value_schema_id";

  private WireFormat() {}

  /**
   * Bytes taken apart.
   *
   * @param schema the schema they were written with
   * @param bytes the array the Avro bytes lie in
   * @param offset where the Avro bytes start; they go on to the array's end
   */
  @SuppressWarnings("ArrayRecordComponent") // a view into the record's bytes, never compared
  record Frame(SchemaReference schema, byte[] bytes, int offset) {}

  static byte[] prefix(int id) {
    return ByteBuffer.allocate(ID_PREFIX).put(ID_MAGIC).putInt(id).array();
  }

  /**
   * Takes framed bytes apart; a schema id in the headers goes before one in the bytes.
   *
   * @throws IllegalArgumentException saying what the bytes look like instead
   */
  static Frame read(@Nullable Headers headers, boolean isKey, byte[] bytes) {
    Header header = headers == null ? null : headers.lastHeader(isKey ? KEY_HEADER : VALUE_HEADER);
    if (header != null && header.value() != null) {
      byte[] id = header.value();
      String where = "the schema id in header " + header.key();
      SchemaReference schema = reference(id, where);
      if (id.length != length(schema)) {
        throw new IllegalArgumentException(
            where + " has " + id.length + " bytes, expected " + length(schema));
      }
      return new Frame(schema, bytes, 0);
    }
    SchemaReference schema = reference(bytes, "the data");
    return new Frame(schema, bytes, length(schema));
  }

  private static SchemaReference reference(byte[] bytes, String what) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException(
          what + " is empty, expected a schema id (a null value would be a tombstone)");
    }
    int expected =
        switch (bytes[0]) {
          case ID_MAGIC -> ID_PREFIX;
          case GUID_MAGIC -> GUID_PREFIX;
          default ->
              throw new IllegalArgumentException(
                  what
                      + " is not in the Confluent wire format: it starts with "
                      + describe(bytes[0])
                      + ", expected byte 0 (4-byte schema id) or 1 (16-byte schema GUID)");
        };
    if (bytes.length < expected) {
      throw new IllegalArgumentException(
          what
              + " is cut short: "
              + bytes.length
              + " bytes, but byte "
              + bytes[0]
              + " announces a schema id of "
              + (expected - 1)
              + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, expected - 1);
    return expected == ID_PREFIX
        ? new SchemaReference.Id(buffer.getInt())
        : new SchemaReference.Guid(new UUID(buffer.getLong(), buffer.getLong()));
  }

  private static int length(SchemaReference schema) {
    return schema instanceof SchemaReference.Id ? ID_PREFIX : GUID_PREFIX;
  }

  private static String describe(byte first) {
    String hex = "byte 0x" + HexFormat.of().toHexDigits(first);
    return first > ' ' && first < 0x7f
        ? hex + " ('" + (char) first + "': JSON or plain text?)"
        : hex;
  }
}
