package io.leebert.schemas.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * How S3 is reached, as {@link S3Keys} has it.
 *
 * @param endpoint null for Amazon's own of the region
 * @param region null for what the SDK finds in the environment
 * @param pathStyle whether the bucket stands in the path, not in the host name
 * @param timeout longest silence of the server
 * @param partBytes size of the parts that files are uploaded in
 */
record S3Settings(
    @Nullable URI endpoint,
    @Nullable String region,
    boolean pathStyle,
    Duration timeout,
    long partBytes) {

  private static final long SLOWEST_BYTES_PER_SECOND = 64 << 10;
  private static final int TRIES = 3;

  /**
   * Reads and checks.
   *
   * @throws StoreException naming a key that there is not, or that does not fit
   */
  static S3Settings of(Map<String, String> settings) {
    AbstractConfig values;
    try {
      values = S3Keys.parse(settings);
    } catch (ConfigException e) {
      throw StoreException.refused(String.valueOf(e.getMessage()), e);
    }
    String endpoint = values.getString(S3Keys.ENDPOINT);
    String pathStyle = values.getString(S3Keys.PATH_STYLE);
    return new S3Settings(
        endpoint == null ? null : URI.create(endpoint),
        values.getString(S3Keys.REGION),
        // Servers of one's own seldom have a host name for every bucket.
        pathStyle == null ? endpoint != null : Boolean.parseBoolean(pathStyle),
        Duration.ofMillis(values.getLong(S3Keys.TIMEOUT_MS)),
        values.getLong(S3Keys.PART_BYTES));
  }

  /** Longest time for all tries of a small request. */
  Duration smallRequest() {
    return timeout.multipliedBy(2);
  }

  /** The times that a request may take which carries so many bytes. */
  Consumer<AwsRequestOverrideConfiguration.Builder> carrying(long bytes) {
    Duration once = once(bytes);
    return times -> times.apiCallAttemptTimeout(once).apiCallTimeout(once.multipliedBy(TRIES));
  }

  /** Longest time for one try of a request that carries so many bytes. */
  Duration once(long bytes) {
    return timeout.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
  }

  /** What to call the place in messages. */
  String where() {
    return endpoint == null ? "Amazon S3" : "the S3 endpoint " + endpoint;
  }
}
