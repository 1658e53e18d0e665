package io.leebert.schemas.serde;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the registry, by the names that Confluent's clients give it: Kafka's own {@code ssl.*}
 * keys behind {@code schema.registry.}. Stores are read by Kafka's own factory, so that JKS, PKCS12
 * and PEM work as they do for brokers.
 */
final class RegistryTls {
  static final String PREFIX = "schema.registry.";
  private static final String SSL = PREFIX + "ssl.";
  private static final String VERIFIED = "https";

  private RegistryTls() {}

  /** Those of all settings that are about TLS to the registry, by the names Kafka gives them. */
  static Map<String, Object> settings(Map<String, ?> configs) {
    Map<String, Object> own = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(SSL)) {
            own.put(key.substring(PREFIX.length()), value);
          }
        });
    return own;
  }

  /**
   * What the settings say.
   *
   * @param own as {@link #settings} gives them
   * @return null where they say nothing: then the JDK's own authorities are trusted
   * @throws ConfigException naming the keys, never a value of theirs that is a secret
   */
  static @Nullable SSLContext of(Map<String, ?> own) {
    if (own.isEmpty()) {
      return null;
    }
    ConfigDef keys = new ConfigDef();
    SslConfigs.addClientSslSupport(keys);
    requireKnown(own.keySet(), keys.names());
    requireVerified(own.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(keys.parse(own));
      return factory.sslContext();
    } catch (KafkaException e) {
      throw new ConfigException(SSL + "* cannot be used: " + e.getMessage() + reason(e));
    }
  }

  private static void requireKnown(Set<String> given, Set<String> known) {
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "there is no setting "
              + PREFIX
              + unknown.iterator().next()
              + ": behind "
              + PREFIX
              + " stand the ssl.* keys of Kafka's clients");
    }
  }

  /** The JDK's HTTP client checks host names always. */
  private static void requireVerified(@Nullable Object algorithm) {
    if (algorithm != null && !algorithm.toString().toLowerCase(Locale.ROOT).equals(VERIFIED)) {
      throw new ConfigException(
          PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
          algorithm,
          "can only be " + VERIFIED + ": the registry's certificate must be of its host");
    }
  }

  private static String reason(KafkaException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
  }
}
