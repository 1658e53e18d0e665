package io.leebert.schemas.store;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The keys of how S3 is reached, with their meaning, defaults and limits, for every program that
 * has them among its settings. {@link BundleStores} takes them and checks them the same way.
 */
public final class S3Keys {
  /** What the keys begin with. */
  public static final String PREFIX = "leebert.store.s3.";

  static final String ENDPOINT = PREFIX + "endpoint";
  static final String REGION = PREFIX + "region";
  static final String PATH_STYLE = PREFIX + "path.style";
  static final String TIMEOUT_MS = PREFIX + "timeout.ms";
  static final String PART_BYTES = PREFIX + "part.bytes";

  /** S3 takes no smaller parts but the last one, and no more than 10,000 of them. */
  static final long SMALLEST_PART = 5L << 20;

  private static final long LEAST_TIMEOUT_MS = 100;

  private S3Keys() {}

  /** Adds the keys of a program that fetches bundles. */
  public static void fetching(ConfigDef definition) {
    definition
        .define(
            ENDPOINT,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(S3Keys::endpoint, () -> "a URI such as https://minio:9000"),
            Importance.MEDIUM,
            "Address of a server for bundles at s3: URIs that speaks S3 and is not Amazon's. By default"
                + " Amazon's own of the region. Credentials are found as the AWS SDK does"
                + " (AWS_ACCESS_KEY_ID and the like).")
        .define(
            REGION,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.LOW,
            "Region of the S3 store. By default the one that the AWS SDK finds in its environment, with"
                + " an endpoint us-east-1.")
        .define(
            PATH_STYLE,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(S3Keys::truth, () -> "true or false"),
            Importance.LOW,
            "Whether the bucket stands in the path of S3 requests and not in the host name, as most"
                + " servers but Amazon's want it. By default true where "
                + ENDPOINT
                + " is set.")
        .define(
            TIMEOUT_MS,
            ConfigDef.Type.LONG,
            15_000L,
            ConfigDef.Range.atLeast(LEAST_TIMEOUT_MS),
            Importance.LOW,
            "Longest silence of the S3 server in milliseconds before a request is tried again. A small"
                + " request is given up after twice that, with all its tries; one that carries a file"
                + " may take as long as 64 KiB a second need.");
  }

  /** Adds the keys of a program that publishes bundles, those of fetching among them. */
  public static void publishing(ConfigDef definition) {
    fetching(definition);
    definition.define(
        PART_BYTES,
        ConfigDef.Type.LONG,
        16L << 20,
        ConfigDef.Range.atLeast(SMALLEST_PART),
        Importance.LOW,
        "Size of the parts that larger files are uploaded to S3 in, in bytes: 5 MiB or more.");
  }

  /** Of all settings of a program, those that {@link BundleStores} is to be given. */
  public static Map<String, String> of(Map<String, ?> all) {
    Map<String, String> ours = new HashMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX) && value != null) {
            ours.put(key, value.toString());
          }
        });
    return Map.copyOf(ours);
  }

  /**
   * Reads what a program was given; empty values are none.
   *
   * @throws ConfigException naming a key that there is not, or that does not fit
   */
  static AbstractConfig parse(Map<String, String> settings) {
    ConfigDef definition = new ConfigDef();
    publishing(definition);
    Map<String, String> given = of(settings);
    for (String key : new TreeSet<>(given.keySet())) {
      if (!definition.names().contains(key)) {
        throw new ConfigException(
            "there is no setting "
                + key
                + "; expected one of "
                + new TreeSet<>(definition.names()));
      }
    }
    Map<String, String> set = new HashMap<>(given);
    set.values().removeIf(String::isBlank);
    set.replaceAll((key, value) -> value.trim());
    // Not logged: whoever reads the program's settings says what is to be said of them.
    return new AbstractConfig(definition, set, false);
  }

  private static void endpoint(String name, Object value) {
    if (value != null && !isEndpoint(String.valueOf(value).trim())) {
      throw new ConfigException(name, value, "must be a URI such as https://minio:9000");
    }
  }

  /** minio:9000 is a URI too, of the scheme minio. */
  private static boolean isEndpoint(String value) {
    try {
      URI uri = URI.create(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void truth(String name, Object value) {
    String text = String.valueOf(value).trim().toLowerCase(Locale.ROOT);
    if (value != null && !text.equals("true") && !text.equals("false")) {
      throw new ConfigException(name, value, "must be true or false");
    }
  }
}
