package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorKeysTest {

  @Test
  void byDefaultItListensForTheSameMachineOnlyAtTheProgramsOwnPort() {
    MonitorSettings settings = read(Map.of());
    assertThat(settings).isEqualTo(new MonitorSettings("127.0.0.1", null, 9404));
    assertThat(settings.enabled()).isTrue();
  }

  @Test
  void hostAndPortAreTakenAsTheyAreSet() {
    assertThat(read(Map.of("leebert.http.host", "0.0.0.0", "leebert.http.port", "8080")))
        .isEqualTo(new MonitorSettings("0.0.0.0", 8080, 9404));
  }

  @Test
  void minusOneSwitchesTheServerOffAndZeroDoesNot() {
    assertThat(read(Map.of("leebert.http.port", "-1")).enabled()).isFalse();
    assertThat(read(Map.of("leebert.http.port", "0")).enabled()).isTrue();
    assertThat(read(Map.of("leebert.http.port", "65535")).enabled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "65536", "http", "80.5"})
  void aPortThatThereCannotBeIsRefusedByItsKey(String port) {
    assertThatThrownBy(() -> read(Map.of("leebert.http.port", port)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("leebert.http.port")
        .hasMessageContaining(port);
  }

  @Test
  void aHostWithoutANameIsRefused() {
    assertThatThrownBy(() -> read(Map.of("leebert.http.host", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("leebert.http.host");
  }

  @Test
  void theReferenceSaysTheProgramsPortAndWhatThereIsToSee() {
    assertThat(definition().configKeys().values())
        .filteredOn(key -> key.name.equals(MonitorKeys.PORT))
        .singleElement()
        .satisfies(key -> assertThat(key.documentation).contains("9404", "a page of samples"));
  }

  private static MonitorSettings read(Map<String, String> values) {
    return MonitorKeys.read(new AbstractConfig(definition(), values, false), 9404);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    MonitorKeys.define(definition, 9404, "a page of samples");
    return definition;
  }
}
