package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

class S3SettingsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  @Test
  void withoutSettingsAmazonsOwnIsMeant() {
    assertThat(S3Settings.of(Map.of("bootstrap.servers", "x", "leebert.store.s3.endpoint", " ")))
        .isEqualTo(new S3Settings(null, null, false, TIMEOUT, 16 << 20));
  }

  @Test
  void anEndpointTakesTheBucketInThePathUnlessToldOtherwise() {
    URI endpoint = URI.create("https://minio.example:9000");
    Map<String, String> alone = Map.of(S3Keys.ENDPOINT, " https://minio.example:9000 ");
    assertThat(S3Settings.of(alone))
        .isEqualTo(new S3Settings(endpoint, null, true, TIMEOUT, 16 << 20));
    assertThat(
            S3Settings.of(
                Map.of(
                    S3Keys.ENDPOINT,
                    endpoint.toString(),
                    S3Keys.REGION,
                    "eu-central-1",
                    S3Keys.PATH_STYLE,
                    "false",
                    S3Keys.TIMEOUT_MS,
                    "250",
                    S3Keys.PART_BYTES,
                    "5242880")))
        .isEqualTo(
            new S3Settings(endpoint, "eu-central-1", false, Duration.ofMillis(250), 5 << 20));
  }

  @Test
  void aSettingThatIsNotKnownOrDoesNotFitIsRefused() {
    refused(() -> S3Settings.of(Map.of("leebert.store.s3.regoin", "x")))
        .hasMessageContaining("leebert.store.s3.regoin")
        .hasMessageContaining("leebert.store.s3.region");
    for (String endpoint : new String[] {"minio:9000", "ftp://minio", "http:", "no uri at all"}) {
      refused(() -> S3Settings.of(Map.of(S3Keys.ENDPOINT, endpoint)))
          .hasMessageContaining(endpoint + " for configuration leebert.store.s3.endpoint")
          .hasMessageContaining("https://minio:9000");
    }
    assertThat(S3Settings.of(Map.of(S3Keys.PATH_STYLE, "TRUE")).pathStyle()).isTrue();
    refused(() -> S3Settings.of(Map.of(S3Keys.PATH_STYLE, "yes")))
        .hasMessageContaining("yes for configuration leebert.store.s3.path.style")
        .hasMessageContaining("true or false");
    refused(() -> S3Settings.of(Map.of(S3Keys.TIMEOUT_MS, "99"))).hasMessageContaining("100");
    for (String bytes : new String[] {"many", "5242879", "-1"}) {
      refused(() -> S3Settings.of(Map.of(S3Keys.PART_BYTES, bytes)))
          .hasMessageContaining(bytes + " for configuration leebert.store.s3.part.bytes");
    }
  }

  @Test
  void whoOnlyFetchesHasNoSettingOfPublishing() {
    ConfigDef fetching = new ConfigDef();
    S3Keys.fetching(fetching);
    assertThat(fetching.names())
        .containsExactlyInAnyOrder(
            S3Keys.ENDPOINT, S3Keys.REGION, S3Keys.PATH_STYLE, S3Keys.TIMEOUT_MS);
  }

  @Test
  void aRequestThatCarriesAFileMayTakeAsLongAsASlowLineNeeds() {
    S3Settings settings = S3Settings.of(Map.of());
    assertThat(settings.smallRequest()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.once(64L << 20)).isEqualTo(TIMEOUT.plusSeconds(1024));
  }

  @Test
  void ofAllSettingsOfAProgramOnlyThoseOfS3AreHandedOn() {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", "b:9092");
    all.put("leebert.store.folder", "/bundles");
    all.put(S3Keys.REGION, "eu-central-1");
    all.put(S3Keys.PART_BYTES, 5_242_880L);
    all.put(S3Keys.ENDPOINT, null);
    assertThat(S3Keys.of(all))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(S3Keys.REGION, "eu-central-1", S3Keys.PART_BYTES, "5242880"));
  }

  @Test
  void allTriesTogetherMayTakeAsOftenAsLongAsOne() {
    AwsRequestOverrideConfiguration.Builder times = AwsRequestOverrideConfiguration.builder();
    S3Settings.of(Map.of(S3Keys.TIMEOUT_MS, "2000")).carrying(64L << 10).accept(times);
    assertThat(times.build().apiCallAttemptTimeout()).contains(Duration.ofSeconds(3));
    assertThat(times.build().apiCallTimeout()).contains(Duration.ofSeconds(9));
  }

  @Test
  void messagesSayWhereTheStoreIs() {
    assertThat(S3Settings.of(Map.of()).where()).isEqualTo("Amazon S3");
    assertThat(S3Settings.of(Map.of(S3Keys.ENDPOINT, "https://minio:9000")).where())
        .isEqualTo("the S3 endpoint https://minio:9000");
  }

  @Test
  void aUriThatNamesNoPlaceInABucketIsRefused() {
    for (String uri : new String[] {"s3:models", "s3:///models", "s3://b/x?y", "s3://k@b/x"}) {
      refused(() -> BundleStores.of(URI.create(uri), Map.of()))
          .hasMessageContaining(uri)
          .hasMessageContaining("s3://bucket/models");
    }
    assertThat(S3Location.of(URI.create("s3://b//x/y//"))).isEqualTo(new S3Location("b", "x/y"));
    assertThat(S3Location.of(URI.create("s3://b")).child("m").uri())
        .isEqualTo(URI.create("s3://b/m/"));
  }
}
