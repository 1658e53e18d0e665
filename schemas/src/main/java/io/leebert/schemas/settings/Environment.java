package io.leebert.schemas.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings in the environment: {@code KAFKA_FOO_BAR} is {@code foo.bar}, {@code LEEBERT_BATCH_SIZE}
 * is {@code leebert.batch.size}. As with Kafka's images, two underscores stand for a dash and three
 * for an underscore.
 */
public final class Environment {
  private static final Logger LOG = LoggerFactory.getLogger(Environment.class);
  private static final String KAFKA = "KAFKA_";
  private static final String LEEBERT = "LEEBERT_";

  /** How the log is written. Read by the log itself, which would be silent at any other value. */
  private static final String LOG_FORMAT = "LEEBERT_LOG_FORMAT";

  private static final Set<String> LOG_FORMATS = Set.of("text", "json");

  /** What the launcher and the log read. */
  private static final Set<String> OTHERS =
      Set.of(
          "LEEBERT_HEAP",
          "LEEBERT_JAVA_OPTS",
          "LEEBERT_LOG_LEVEL",
          LOG_FORMAT,
          "LEEBERT_ROOT_LOG_LEVEL",
          "LEEBERT_NO_BUILD");

  /** What Kubernetes sets in every pod beside a service called leebert or kafka. */
  private static final Pattern SERVICE =
      Pattern.compile("(LEEBERT|KAFKA)_(SERVICE_(HOST|PORT.*)|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  private Environment() {}

  /**
   * The settings in an environment. Names after {@code LEEBERT_} that are no settings are warned
   * about and left out: other programs may own them.
   *
   * @throws ConfigException when the log is to be written as nobody can
   */
  public static Map<String, String> settings(
      Map<String, String> environment, Collection<String> known) {
    String format = environment.getOrDefault(LOG_FORMAT, "text");
    if (!LOG_FORMATS.contains(format)) {
      throw new ConfigException(
          LOG_FORMAT + " in the environment is '" + format + "', expected text or json");
    }
    Map<String, String> byName = new HashMap<>();
    known.forEach(key -> byName.put(name(key), key));
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> given = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          // Secrets often end in a line break, and compose files set what they leave open to "".
          if (!value.isBlank()) {
            given.put(name, value.trim());
          }
        });
    given.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA) && !SERVICE.matcher(name).matches()) {
            settings.put(key(name.substring(KAFKA.length())), value);
          }
        });
    given.forEach(
        (name, value) -> {
          String key = byName.get(name);
          if (key != null) {
            settings.put(key, value);
          } else if (name.startsWith(LEEBERT)
              && !OTHERS.contains(name)
              && !SERVICE.matcher(name).matches()) {
            LOG.warn(
                "{} in the environment is no setting and is left out; did you mean {}?",
                name,
                NearestKey.to(name, byName.keySet()));
          }
        });
    return settings;
  }

  private static String name(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replace("___", "\0")
        .replace("__", "-")
        .replace('_', '.')
        .replace('\0', '_');
  }
}
