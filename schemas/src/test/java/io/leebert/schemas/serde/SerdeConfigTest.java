package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SerdeConfigTest {

  private static SerdeConfig config(String... pairs) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", "mock://config");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return new SerdeConfig(settings);
  }

  @Test
  void defaultsAreConfluents() {
    SerdeConfig config = config();
    assertThat(config.autoRegister()).isTrue();
    assertThat(config.useLatestVersion()).isFalse();
    assertThat(config.readerClass()).isNull();
    assertThat(config.registry()).hasToString("mock://config");
  }

  @Test
  void settingsOfOthersAreLeftAlone() {
    assertThatCode(() -> config("bootstrap.servers", "x:1", "acks", "all"))
        .doesNotThrowAnyException();
  }

  @Test
  void anAddressIsNeeded() {
    assertThatThrownBy(() -> new SerdeConfig(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
    assertThatThrownBy(() -> config("schema.registry.url", "").registry())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void severalAddressesAreTaken() {
    assertThat(config("schema.registry.url", "http://a:1/x/, https://b").registry())
        .hasToString("[http://a:1/x, https://b]");
  }

  @Test
  void aMockStandsAlone() {
    assertThatThrownBy(() -> config("schema.registry.url", "mock://a,http://b").registry())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected it alone");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutBeingRepeated() {
    for (String url :
        new String[] {"http://ann:secret@ho st", "ftp://ann:secret@host", "ann:secret@host"}) {
      assertThatThrownBy(() -> config("schema.registry.url", url).registry())
          .isInstanceOf(ConfigException.class)
          .satisfies(
              e ->
                  assertThat(e.toString())
                      .contains("schema.registry.url")
                      .doesNotContain("secret"));
    }
  }

  @Test
  void userInfoIsTakenFromEitherName() throws Exception {
    for (String key :
        new String[] {"basic.auth.user.info", "schema.registry.basic.auth.user.info"}) {
      try (FakeRegistry server = new FakeRegistry()) {
        server.answers("/schemas/ids/1", 200, "{\"schema\": \"\\\"string\\\"\"}");
        config(
                "schema.registry.url",
                server.url(),
                "basic.auth.credentials.source",
                "USER_INFO",
                key,
                "ann:secret")
            .registry()
            .byId(1, "s");
        assertThat(server.requests.get(0).authorization()).isEqualTo("Basic YW5uOnNlY3JldA==");
      }
    }
  }

  @Test
  void userInfoThatIsMissingOrNoneIsRefused() {
    assertThatThrownBy(
            () ->
                config(
                        "schema.registry.url",
                        "http://a",
                        "basic.auth.credentials.source",
                        "USER_INFO")
                    .registry())
        .hasMessageContaining("basic.auth.user.info is not of the form user:password");
    assertThatThrownBy(
            () ->
                config(
                        "schema.registry.url", "http://a",
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "secret")
                    .registry())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    assertThatThrownBy(() -> config("basic.auth.credentials.source", "SASL_INHERIT"))
        .hasMessageContaining("basic.auth.credentials.source");
  }

  @Test
  void settingsThatWouldBeIgnoredAreRefused() {
    assertThatThrownBy(
            () ->
                config(
                    "value.subject.name.strategy",
                    "io.confluent.kafka.serializers.subject.RecordNameStrategy"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TopicNameStrategy");
    assertThatCode(
            () ->
                config(
                    "value.subject.name.strategy",
                    "io.confluent.kafka.serializers.subject.TopicNameStrategy"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> config("use.latest.version", "true"))
        .hasMessageContaining("auto.register.schemas=false");
  }

  @Test
  void credentialsNeverShow() {
    assertThat(RegistryEndpoint.of("http://ann:secret@host:1/", null)).hasToString("http://host:1");
    assertThat(RegistryEndpoint.of("http://host:1/", "ann:secret")).hasToString("http://host:1");
  }
}
