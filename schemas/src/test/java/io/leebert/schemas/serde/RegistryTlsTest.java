package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private static FakeRegistry server(Certificate of) throws Exception {
    return new FakeRegistry(of.server())
        .answers("/schemas/ids/1", 200, "{\"schema\": \"\\\"string\\\"\"}");
  }

  @Test
  void aCertificateIsTrustedByAStoreOfAnyKindThatKafkaReads() throws Exception {
    try (FakeRegistry server = server(certificate)) {
      assertThat(registry(server, certificate.trustedBy("schema.registry.")).byId(1, "s").getType())
          .isEqualTo(Schema.Type.STRING);
      Map<String, String> store =
          Map.of(
              "schema.registry.ssl.truststore.type", "PKCS12",
              "schema.registry.ssl.truststore.location", certificate.keystore().toString(),
              "schema.registry.ssl.truststore.password", certificate.password());
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
}
