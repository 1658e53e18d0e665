package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStoresTest {

  @TempDir Path temp;

  @Test
  void aSchemeThatIsNotKnownIsRefused() {
    for (String uri : new String[] {"ftp://host/models", "models", "hdfs:///models"}) {
      refused(() -> BundleStores.of(URI.create(uri), Map.of()))
          .hasMessageContaining("No bundle store is known for " + uri)
          .hasMessageContaining("file:");
      try (BundleSource source = BundleStores.source(Map.of())) {
        refused(() -> source.fetch(URI.create(uri), null, temp)).hasMessageContaining(uri);
      }
    }
  }

  @Test
  void aFileUriThatNamesNoFileIsRefused() {
    for (String uri : new String[] {"file:models", "file://host/models", "file:///models?x"}) {
      refused(() -> BundleStores.of(URI.create(uri), Map.of()))
          .hasMessageContaining(uri + " names no file");
    }
  }

  @Test
  void aPathIsAFileUri() {
    assertThat(BundleStores.uri("models")).isEqualTo(Path.of("models").toAbsolutePath().toUri());
    assertThat(BundleStores.uri("/a/../models")).isEqualTo(URI.create("file:///models"));
    assertThat(BundleStores.uri("s3://bucket/models")).isEqualTo(URI.create("s3://bucket/models"));
    refused(() -> BundleStores.uri("s3://bucket/a b")).hasMessageContaining("s3://bucket/a b");
  }

  @Test
  void aSourceFetchesWithoutAStore() {
    ModelBundle bundle = BundleFixture.written(temp.resolve("made"));
    try (BundleSource source = BundleStores.source(Map.of());
        ModelBundle fetched =
            source.fetch(temp.resolve("made").toUri(), bundle.manifestSha256(), temp)) {
      assertThat(fetched.manifest()).isEqualTo(bundle.manifest());
    }
  }
}
