package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.entries;
import static io.leebert.schemas.store.StoreAssertions.otherBundle;
import static io.leebert.schemas.store.StoreAssertions.refused;
import static io.leebert.schemas.store.StoreAssertions.unreachable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3BundleStoreTest {

  private static final String BUCKET = "models";

  private static S3Server server;

  @TempDir Path temp;

  private String prefix;
  private Path work;
  private BundleStore store;
  private ModelBundle bundle;

  @BeforeAll
  static void start() {
    server = S3Server.start().bucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName();
    work = temp.resolve("work");
    store = store(server.settings());
    bundle = BundleFixture.written(temp.resolve("made"));
  }

  @Test
  void aPublishedBundleIsFoundAndFetched() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");

    assertThat(uri).isEqualTo(URI.create("s3://models/" + prefix + "/sentiment/v1/"));
    assertThat(names()).containsExactly("manifest.json", "model.onnx", "tokenizer.json");
    assertThat(store.find("sentiment", "v1"))
        .isEqualTo(new StoredBundle(uri, bundle.manifestSha256()));
    assertThat(store.find("sentiment", "v2")).isNull();

    ModelBundle fetched = store.fetch(uri, bundle.manifestSha256(), work);
    assertThat(fetched.manifest()).isEqualTo(bundle.manifest());
    assertThat(fetched.directory().startsWith(work.toRealPath())).isTrue();
    assertThat(fetched.model()).hasBinaryContent(BundleFixture.MODEL);
    fetched.close();
    fetched.close();
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void aModelLargerThanAPartIsUploadedInParts() {
    byte[] model = new byte[(int) S3Keys.SMALLEST_PART + 1_000];
    new Random(7).nextBytes(model);
    ModelBundle large =
        ModelBundle.write(
            temp.resolve("large"),
            BundleFixture.manifest().build(),
            model,
            BundleFixture.TOKENIZER);
    Map<String, String> settings = new HashMap<>(server.settings());
    settings.put(S3Keys.PART_BYTES, String.valueOf(S3Keys.SMALLEST_PART));

    URI uri = store(settings).publish(large, "sentiment", "v1");

    assertThat(etag("model.onnx")).endsWith("-2\"");
    try (ModelBundle fetched = store.fetch(uri, large.manifestSha256(), work)) {
      assertThat(fetched.model()).hasBinaryContent(model);
    }
  }

  @Test
  void publishingTheSameBundleAgainWritesNothing() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    List<String> before = List.of(etag("model.onnx"), etag("manifest.json"));
    assertThat(store.publish(bundle, "sentiment", "v1")).isEqualTo(uri);
    assertThat(List.of(etag("model.onnx"), etag("manifest.json"))).isEqualTo(before);
  }

  @Test
  void anotherBundleUnderTheSameVersionIsRefused() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    ModelBundle other = otherBundle(temp.resolve("other"));

    refused(() -> store.publish(other, "sentiment", "v1"))
        .hasMessageContaining("Refusing to overwrite the bundle at " + uri)
        .hasMessageContaining(bundle.manifestSha256())
        .hasMessageContaining(other.manifestSha256());
    store.fetch(uri, bundle.manifestSha256(), work).close();
  }

  @Test
  void aHalfWrittenBundleIsNoneAndIsCompletedByTheNextTry() {
    URI uri = URI.create("s3://models/" + prefix + "/sentiment/v1/");
    put("model.onnx", "what a killed publisher wrote");
    put("tokenizer.json", BundleFixture.TOKENIZER);
    String tokenizer = etag("tokenizer.json");

    assertThat(store.find("sentiment", "v1")).isNull();
    refused(() -> store.fetch(uri, bundle.manifestSha256(), work))
        .hasMessageContaining("No model bundle at " + uri)
        .hasMessageContaining("no manifest.json");

    assertThat(store.publish(bundle, "sentiment", "v1")).isEqualTo(uri);
    assertThat(etag("tokenizer.json")).isEqualTo(tokenizer);
    store.fetch(uri, bundle.manifestSha256(), work).close();
  }

  @Test
  void anAlteredByteIsRefusedAndMendedByPublishingAgain() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");
    put("model.onnx", "not really a grapH");

    refused(() -> store.fetch(uri, bundle.manifestSha256(), work))
        .hasMessageContaining("Refusing " + uri)
        .hasMessageContaining("model.onnx has SHA-256")
        .hasMessageContaining("the manifest says");
    assertThat(entries(work)).isEmpty();

    store.publish(bundle, "sentiment", "v1");
    store.fetch(uri, bundle.manifestSha256(), work).close();
  }

  @Test
  void aFileThatIsMissingOrOfAnotherSizeIsRefusedBeforeItFillsTheDisk() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");
    put("model.onnx", "longer than the model in the bundle is");
    refused(() -> store.fetch(uri, null, work))
        .hasMessageContaining("model.onnx has 38 bytes; the manifest says 18 bytes");
    server.client().deleteObject(request -> request.bucket(BUCKET).key(key("model.onnx")));
    refused(() -> store.fetch(uri, null, work)).hasMessageContaining("model.onnx is missing");
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void anotherManifestThanAnnouncedIsRefused() throws IOException {
    URI uri = store.publish(bundle, "sentiment", "v1");
    refused(() -> store.fetch(uri, "0".repeat(64), work))
        .hasMessageContaining(uri + " is not the one that was announced")
        .hasMessageContaining(bundle.manifestSha256())
        .hasMessageContaining("0".repeat(64));
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void aManifestThatNamesFilesElsewhereIsRefused() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    String json = get("manifest.json").replace("\"tokenizer.json\"", "\"../tokenizer.json\"");
    put("manifest.json", json);
    refused(() -> store.fetch(uri, null, work))
        .hasMessageContaining("'../tokenizer.json', which is not a plain name");
  }

  @Test
  void aTarInABucketIsFetched() throws IOException {
    Path tar = temp.resolve("bundle.tar");
    bundle.pack(tar);
    server.client().putObject(request -> request.bucket(BUCKET).key(prefix + "/bundle.tar"), tar);

    URI uri = URI.create("s3://models/" + prefix + "/bundle.tar");
    try (ModelBundle fetched = store.fetch(uri, bundle.manifestSha256(), work)) {
      assertThat(fetched.manifest()).isEqualTo(bundle.manifest());
    }
    assertThat(entries(work)).isEmpty();
    refused(() -> store.fetch(URI.create("s3://models/nothing.tar"), null, work))
        .hasMessageContaining("No model bundle at s3://models/nothing.tar: there is nothing");
  }

  @Test
  void aStoreOfFilesFetchesFromABucketToo() {
    URI uri = store.publish(bundle, "sentiment", "v1");
    try (BundleStore files = BundleStores.of(temp.toUri(), server.settings());
        ModelBundle fetched = files.fetch(uri, bundle.manifestSha256(), work)) {
      assertThat(files.publish(fetched, "sentiment", "v1"))
          .isEqualTo(temp.resolve("sentiment/v1").toUri());
    }
  }

  @Test
  void whatAKilledProcessDownloadedInPartIsRemovedByTheNextFetch() throws IOException {
    Path left = Files.createDirectories(work.resolve(".leebert-dead/bundle"));
    Files.write(left.resolve("model.onnx"), new byte[10]);
    Files.createFile(work.resolve(".leebert-dead.lock"));
    URI uri = store.publish(bundle, "sentiment", "v1");
    store.fetch(uri, bundle.manifestSha256(), work).close();
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void aBundleThatWasAlteredSinceItWasReadIsNotPublished() throws IOException {
    Files.writeString(bundle.model(), "not really a grapH");
    refused(() -> store.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("model.onnx: it has SHA-256")
        .hasMessageContaining("the manifest says");
    assertThat(store.find("sentiment", "v1")).isNull();
  }

  @Test
  void namesOfAnyLanguageArePublishedAndFetched() {
    URI uri = store.publish(bundle, "Stimmung ä+#?%", "v 1");
    assertThat(uri.toString()).doesNotContain(" ").contains("%23").contains("%3F");
    store.fetch(URI.create(uri.toString()), bundle.manifestSha256(), work).close();
  }

  @Test
  void aMissingBucketIsRefused() {
    try (BundleStore other =
        BundleStores.of(URI.create("s3://no-such-bucket/models"), server.settings())) {
      refused(() -> other.publish(bundle, "sentiment", "v1"))
          .hasMessageContaining("s3://no-such-bucket/models/sentiment/v1/")
          .hasMessageContaining("404 NoSuchBucket");
      refused(() -> other.find("sentiment", "v1")).hasMessageContaining("404 NoSuchBucket");
      refused(() -> other.fetch(URI.create("s3://no-such-bucket/x"), null, work))
          .hasMessageContaining("404 NoSuchBucket");
    }
  }

  @Test
  void anEndpointThatIsNotThereMayBeTriedAgain() throws IOException {
    BundleStore nobody = store(Map.of(S3Keys.ENDPOINT, "http://127.0.0.1:1"));
    unreachable(() -> nobody.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("s3://models/" + prefix + "/sentiment/v1/manifest.json")
        .hasMessageContaining("http://127.0.0.1:1");
    unreachable(() -> nobody.fetch(URI.create("s3://models/x"), null, work));
    assertThat(entries(work)).isEmpty();
  }

  @Test
  void credentialsThatTheServerDoesNotKnowAreRefused() {
    server.useOtherCredentials();
    try {
      refused(() -> store.publish(bundle, "sentiment", "v1"))
          .hasMessageContaining("403 InvalidAccessKeyId");
    } finally {
      server.useCredentials();
    }
  }

  @Test
  void noCredentialsAreRefusedNamingWhereTheyWereLookedFor() {
    assumeThat(System.getenv()).doesNotContainKey("AWS_ACCESS_KEY_ID");
    server.useNoCredentials();
    System.setProperty("aws.disableEc2Metadata", "true");
    System.setProperty("aws.sharedCredentialsFile", temp.resolve("none").toString());
    System.setProperty("aws.configFile", temp.resolve("none").toString());
    try {
      refused(() -> store.find("sentiment", "v1"))
          .hasMessageContaining("Unable to load credentials")
          .hasMessageContaining("AWS_ACCESS_KEY_ID");
    } finally {
      System.clearProperty("aws.disableEc2Metadata");
      System.clearProperty("aws.sharedCredentialsFile");
      System.clearProperty("aws.configFile");
      server.useCredentials();
    }
  }

  private BundleStore store(Map<String, String> settings) {
    return BundleStores.of(URI.create("s3://models/" + prefix), settings);
  }

  private String key(String name) {
    return prefix + "/sentiment/v1/" + name;
  }

  private void put(String name, String content) {
    server
        .client()
        .putObject(
            request -> request.bucket(BUCKET).key(key(name)),
            RequestBody.fromBytes(content.getBytes(UTF_8)));
  }

  private String get(String name) {
    return server
        .client()
        .getObjectAsBytes(request -> request.bucket(BUCKET).key(key(name)))
        .asUtf8String();
  }

  private String etag(String name) {
    return server.client().headObject(request -> request.bucket(BUCKET).key(key(name))).eTag();
  }

  private List<String> names() {
    return server
        .client()
        .listObjectsV2(request -> request.bucket(BUCKET).prefix(key("")))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(key("").length()))
        .toList();
  }
}
