package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

  @Test
  void withoutSettingsAmazonsOwnIsMeant() {
    assertThat(S3Settings.of(Map.of("bootstrap.servers", "x", "leebert.store.s3.endpoint", " ")))
        .isEqualTo(new S3Settings(null, null, false, 16 << 20));
  }

  @Test
  void anEndpointTakesTheBucketInThePathUnlessToldOtherwise() {
    URI endpoint = URI.create("https://minio.example:9000");
    Map<String, String> alone = Map.of(S3Settings.ENDPOINT, " https://minio.example:9000 ");
    assertThat(S3Settings.of(alone)).isEqualTo(new S3Settings(endpoint, null, true, 16 << 20));
    assertThat(
            S3Settings.of(
                Map.of(
                    S3Settings.ENDPOINT,
                    endpoint.toString(),
                    S3Settings.REGION,
                    "eu-central-1",
                    S3Settings.PATH_STYLE,
                    "false",
                    S3Settings.PART_BYTES,
                    "5242880")))
        .isEqualTo(new S3Settings(endpoint, "eu-central-1", false, 5 << 20));
  }

  @Test
  void aSettingThatIsNotKnownOrDoesNotFitIsRefused() {
    refused(() -> S3Settings.of(Map.of("leebert.store.s3.regoin", "x")))
        .hasMessageContaining("leebert.store.s3.regoin")
        .hasMessageContaining("leebert.store.s3.region");
    for (String endpoint : new String[] {"minio:9000", "ftp://minio", "http:", "no uri at all"}) {
      refused(() -> S3Settings.of(Map.of(S3Settings.ENDPOINT, endpoint)))
          .hasMessageContaining("leebert.store.s3.endpoint is '" + endpoint + "'")
          .hasMessageContaining("https://minio.example:9000");
    }
    assertThat(S3Settings.of(Map.of(S3Settings.PATH_STYLE, "TRUE")).pathStyle()).isTrue();
    refused(() -> S3Settings.of(Map.of(S3Settings.PATH_STYLE, "yes")))
        .hasMessageContaining("'yes', expected true or false");
    for (String bytes : new String[] {"many", "5242879", "-1"}) {
      refused(() -> S3Settings.of(Map.of(S3Settings.PART_BYTES, bytes)))
          .hasMessageContaining("'" + bytes + "', expected a number of bytes from 5242880");
    }
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
