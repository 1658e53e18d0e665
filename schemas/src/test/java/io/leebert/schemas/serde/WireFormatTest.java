package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  private static final String GUID = "0123456789abcdef0123456789abcdef";
  private static final UUID UUID_OF_GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static WireFormat.Frame read(String digits) {
    return WireFormat.read(new RecordHeaders(), false, hex(digits));
  }

  private static Headers header(String name, String digits) {
    return new RecordHeaders().add(name, hex(digits));
  }

  @Test
  void anIdIsWrittenAsByteZeroAndFourBytesInNetworkOrder() {
    assertThat(WireFormat.prefix(1)).isEqualTo(hex("0000000001"));
    assertThat(WireFormat.prefix(0x01020304)).isEqualTo(hex("0001020304"));
    assertThat(WireFormat.prefix(Integer.MAX_VALUE)).isEqualTo(hex("007fffffff"));
  }

  @Test
  void byteZeroAnnouncesAnId() {
    WireFormat.Frame frame = read("00010203040a");
    assertThat(frame.schema()).isEqualTo(new SchemaReference.Id(0x01020304));
    assertThat(frame.offset()).isEqualTo(5);
  }

  @Test
  void byteOneAnnouncesAGuid() {
    WireFormat.Frame frame = read("01" + GUID + "0a");
    assertThat(frame.schema()).isEqualTo(new SchemaReference.Guid(UUID_OF_GUID));
    assertThat(frame.offset()).isEqualTo(17);
  }

  @Test
  void aHeaderGoesBeforeThePrefixAndLeavesTheBytesBare() {
    WireFormat.Frame guid =
        WireFormat.read(header("__value_schema_id", "01" + GUID), false, hex("0000000001"));
    assertThat(guid.schema()).isEqualTo(new SchemaReference.Guid(UUID_OF_GUID));
    assertThat(guid.offset()).isZero();
    WireFormat.Frame id = WireFormat.read(header("__key_schema_id", "0000000009"), true, hex(""));
    assertThat(id.schema()).isEqualTo(new SchemaReference.Id(9));
  }

  @Test
  void theOtherSidesHeaderIsNotLookedAt() {
    WireFormat.Frame frame =
        WireFormat.read(header("__key_schema_id", "0000000009"), false, hex("0000000001"));
    assertThat(frame.schema()).isEqualTo(new SchemaReference.Id(1));
  }

  @Test
  void aHeaderOfTheWrongLengthIsNamed() {
    assertThatThrownBy(
            () ->
                WireFormat.read(header("__value_schema_id", "01" + GUID + "00"), false, hex("02")))
        .hasMessage("the schema id in header __value_schema_id has 18 bytes, expected 17");
    assertThatThrownBy(() -> WireFormat.read(header("__value_schema_id", "01aa"), false, hex("02")))
        .hasMessageContaining("header __value_schema_id is cut short: 2 bytes");
  }

  @Test
  void foreignBytesAreToldByTheirFirst() {
    assertThatThrownBy(
            () -> WireFormat.read(null, false, "{\"text\": 1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "not in the Confluent wire format", "byte 0x7b ('{'", "JSON or plain text?");
    assertThatThrownBy(() -> read("c301aabb")).hasMessageContaining("starts with byte 0xc3,");
  }

  @Test
  void bytesThatEndTooSoonAreToldSo() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("the data is empty");
    assertThatThrownBy(() -> read("000102"))
        .hasMessage("the data is cut short: 3 bytes, but byte 0 announces a schema id of 4 bytes");
    assertThatThrownBy(() -> read("0102"))
        .hasMessageContaining("announces a schema id of 16 bytes");
  }
}
