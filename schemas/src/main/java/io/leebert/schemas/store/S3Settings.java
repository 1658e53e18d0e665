package io.leebert.schemas.store;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How S3 is reached.
 *
 * @param endpoint null for Amazon's own of the region
 * @param region null for what the SDK finds in the environment
 * @param pathStyle whether the bucket stands in the path, not in the host name
 * @param partBytes size of the parts that files are uploaded in
 */
record S3Settings(
    @Nullable URI endpoint, @Nullable String region, boolean pathStyle, long partBytes) {

  static final String PREFIX = "leebert.store.s3.";
  static final String ENDPOINT = PREFIX + "endpoint";
  static final String REGION = PREFIX + "region";
  static final String PATH_STYLE = PREFIX + "path.style";
  static final String PART_BYTES = PREFIX + "part.bytes";

  /** S3 takes no smaller parts but the last one, and no more than 10,000 of them. */
  static final long SMALLEST_PART = 5L << 20;

  private static final long DEFAULT_PART = 16L << 20;
  static final Set<String> KNOWN = Set.of(ENDPOINT, REGION, PATH_STYLE, PART_BYTES);

  static S3Settings of(Map<String, String> settings) {
    for (String key : new TreeSet<>(settings.keySet())) {
      if (key.startsWith(PREFIX) && !KNOWN.contains(key)) {
        throw StoreException.refused(
            "Unknown setting " + key + "; expected one of " + new TreeSet<>(KNOWN));
      }
    }
    URI endpoint = endpoint(value(settings, ENDPOINT));
    return new S3Settings(
        endpoint,
        value(settings, REGION),
        pathStyle(value(settings, PATH_STYLE), endpoint != null),
        partBytes(value(settings, PART_BYTES)));
  }

  /** What to call the place in messages. */
  String where() {
    return endpoint == null ? "Amazon S3" : "the S3 endpoint " + endpoint;
  }

  private static @Nullable String value(Map<String, String> settings, String key) {
    String value = settings.get(key);
    return value == null || value.isBlank() ? null : value.trim();
  }

  private static @Nullable URI endpoint(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      URI uri = URI.create(value);
      if (uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw notA("a URI like https://minio.example:9000", ENDPOINT, value);
    }
    throw notA("a URI like https://minio.example:9000", ENDPOINT, value);
  }

  /** Servers of one's own seldom have a host name for every bucket. */
  private static boolean pathStyle(@Nullable String value, boolean ownEndpoint) {
    if (value == null) {
      return ownEndpoint;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw notA("true or false", PATH_STYLE, value);
    };
  }

  private static long partBytes(@Nullable String value) {
    String expected = "a number of bytes from " + SMALLEST_PART;
    try {
      long bytes = value == null ? DEFAULT_PART : Long.parseLong(value);
      if (bytes >= SMALLEST_PART) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      throw notA(expected, PART_BYTES, String.valueOf(value));
    }
    throw notA(expected, PART_BYTES, String.valueOf(value));
  }

  private static StoreException notA(String expected, String key, String value) {
    return StoreException.refused("Setting " + key + " is '" + value + "', expected " + expected);
  }
}
