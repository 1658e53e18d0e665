package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind TLS, with certificates that nobody's JDK knows. */
class RegistryTlsTest {
  @TempDir static Path folder;
  private static Certificate certificate;

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = Certificate.make(folder, "registry");
  }

  private static SchemaRegistry registry(FakeRegistry server, Map<String, String> tls) {
    Map<String, Object> settings = new HashMap<>(tls);
    settings.put("schema.registry.url", server.url());
    settings.put("max.retries", "0");
    return new SerdeConfig(settings).registry();
  }

  /** The certificate's own store as one to trust, opened with this password. */
  private static Map<String, String> keystore(String password) {
    return Map.of(
        "schema.registry.ssl.truststore.type",
        "PKCS12",
        "schema.registry.ssl.truststore.location",
        certificate.keystore().toString(),
        "schema.registry.ssl.truststore.password",
        password);
  }

  private static FakeRegistry server(Certificate of) throws Exception {
    return new FakeRegistry(of.server())
        .answers("/schemas/ids/1", 200, "{\"schema\": \"\\\"string\\\"\"}");
  }

  @Test
  void aCertificateIsTrustedByAStoreOfAnyKindThatKafkaReads() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      assertThat(registry(server, certificate.trustedBy("schema.registry.")).byId(1, "s").getType())
          .isEqualTo(Schema.Type.STRING);
      Map<String, String> store = keystore(certificate.password());
      assertThat(registry(server, store).byId(1, "s").getType()).isEqualTo(Schema.Type.STRING);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      assertThatThrownBy(() -> registry(server, Map.of()).byId(1, "s"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContainingAll(server.url(), "certification path");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    Certificate other = Certificate.make(folder, "other", "dns:elsewhere");
    try (FakeRegistry server = server(other)) {
      assertThatThrownBy(() -> registry(server, other.trustedBy("schema.registry.")).byId(1, "s"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void aStoreThatCannotBeReadIsNamedWithoutItsPassword() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      Map<String, String> store =
          Map.of(
              "schema.registry.ssl.truststore.location", "/does/not/exist.jks",
              "schema.registry.ssl.truststore.password", "hunter2");
      assertThatThrownBy(() -> registry(server, store))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("schema.registry.ssl.", "/does/not/exist.jks")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void aKeyThatIsNoneOfKafkasIsRefused() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      assertThatThrownBy(
              () -> registry(server, Map.of("schema.registry.ssl.truststore.locaton", "x")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("there is no setting schema.registry.ssl.truststore.locaton");
    }
  }

  @Test
  void hostNamesAreAlwaysChecked() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      String key = "schema.registry.ssl.endpoint.identification.algorithm";
      assertThatThrownBy(() -> registry(server, Map.of(key, "")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll(key, "can only be https");
      Map<String, String> tls = certificate.trustedBy("schema.registry.");
      tls.put(key, "HTTPS");
      assertThat(registry(server, tls).byId(1, "s").getType()).isEqualTo(Schema.Type.STRING);
    }
  }

  @Test
  void aStoreWithAnotherPasswordIsRefusedAndNeitherPasswordIsSaid() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      Map<String, String> store = keystore("hunter2");
      assertThatThrownBy(() -> registry(server, store))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("schema.registry.ssl.", certificate.keystore().toString())
          .hasMessageNotContaining("hunter2")
          .hasMessageNotContaining(certificate.password());
    }
  }

  @Test
  void aStoreOfAKindThatThereIsNotIsRefused() throws Exception {
    Map<String, String> store = certificate.trustedBy("schema.registry.");
    store.put("schema.registry.ssl.truststore.type", "PAPER");
    try (FakeRegistry server = server(certificate)) {
      assertThatThrownBy(() -> registry(server, store))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("schema.registry.ssl.", certificate.pem().toString());
    }
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate in here");
    Map<String, String> store = certificate.trustedBy("schema.registry.");
    store.put("schema.registry.ssl.truststore.location", empty.toString());
    try (FakeRegistry server = server(certificate)) {
      assertThatThrownBy(() -> registry(server, store))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("schema.registry.ssl.", empty.toString());
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsUnavailableAndNotASchemaThatIsUnknown() throws Exception {
    try (FakeRegistry plain = new FakeRegistry()) {
      Map<String, Object> settings = new HashMap<>(certificate.trustedBy("schema.registry."));
      settings.put("schema.registry.url", "https://" + plain.hostAndPort());
      settings.put("max.retries", "0");
      // It takes the greeting for the beginning of a request and waits for the rest.
      settings.put("http.read.timeout.ms", "200");
      assertThatThrownBy(() -> new SerdeConfig(settings).registry().byId(1, "s"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(plain.hostAndPort());
      assertThat(plain.requests).isEmpty();
    }
  }

  @Test
  void settingsForTheBrokersTlsSayNothingOfTheRegistrys() {
    assertThat(
            RegistryTls.settings(
                Map.of("ssl.truststore.type", "PEM", "schema.registry.url", "http://x:1")))
        .isEmpty();
    assertThat(RegistryTls.of(Map.of())).isNull();
  }
}
