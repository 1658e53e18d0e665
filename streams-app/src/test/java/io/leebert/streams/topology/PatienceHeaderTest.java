package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceHeaderTest {

  @Test
  void withoutTheHeaderThePatienceIsTheUsualOne() {
    assertThat(PatienceHeader.read(new RecordHeaders(), 3, 12)).isEqualTo(3);
  }

  @Test
  void theHeaderOverridesUpToTheNumberOfLayers() {
    assertThat(PatienceHeader.read(headers("0"), 3, 12)).isZero();
    assertThat(PatienceHeader.read(headers("12"), 3, 12)).isEqualTo(12);
  }

  @Test
  void theLastOfSeveralHeadersCounts() {
    assertThat(PatienceHeader.read(headers("1", "5"), 3, 12)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "-1", "", "4.0", " 4", "four", "99999999999", "٤"})
  void anythingElseIsRefused(String value) {
    assertThatThrownBy(() -> PatienceHeader.read(headers(value), 3, 12))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageStartingWith("header leebert-patience must be a number from 0 to 12, found '");
  }

  @Test
  void aHeaderWithoutAValueIsRefused() {
    Headers headers = new RecordHeaders().add(PatienceHeader.NAME, null);
    assertThatThrownBy(() -> PatienceHeader.read(headers, 3, 12)).hasMessageEndingWith("found ''");
  }

  private static Headers headers(String... values) {
    Headers headers = new RecordHeaders();
    for (String value : values) {
      headers.add(PatienceHeader.NAME, value.getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }
}
