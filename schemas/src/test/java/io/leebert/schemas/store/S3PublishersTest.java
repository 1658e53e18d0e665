package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.otherBundle;
import static io.leebert.schemas.store.StoreAssertions.publishTogether;
import static io.leebert.schemas.store.StoreAssertions.refused;
import static io.leebert.schemas.store.StoreAssertions.unreachable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.BundleFixture;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.store.FaultyObjects.Conditions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Uploads that are disturbed: by the server, by another publisher, by a death. */
class S3PublishersTest {

  private static final String BUCKET = "models";

  private static S3Server server;

  @TempDir Path temp;

  private String prefix;
  private BundleStore store;
  private ModelBundle bundle;
  private ModelBundle other;

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
    prefix = test.getTestMethod().orElseThrow().getName() + test.getDisplayName().hashCode();
    store = BundleStores.of(URI.create("s3://models/" + prefix), server.settings());
    bundle = BundleFixture.written(temp.resolve("made"));
    other = otherBundle(temp.resolve("other"));
    server.conditions(Conditions.KEPT);
  }

  @Test
  void anUploadThatFailsLeavesNeitherBundleNorParts() {
    server.failParts(true);
    try {
      unreachable(() -> store.publish(bundle, "sentiment", "v1"))
          .hasMessageContaining("s3://models/" + prefix + "/sentiment/v1/model.onnx")
          .hasMessageContaining(" answered 500 InternalError");
    } finally {
      server.failParts(false);
    }
    assertThat(store.find("sentiment", "v1")).isNull();
    assertThat(objects()).isEmpty();
    assertThat(uploads()).isZero();

    sound(store.publish(bundle, "sentiment", "v1"), bundle);
  }

  @ParameterizedTest
  @EnumSource(Conditions.class)
  void aPublisherThatIsOvertakenSaysSoAndLeavesTheOtherBundleAlone(Conditions conditions) {
    server.conditions(conditions);
    server.onNextPart(() -> store.publish(other, "sentiment", "v1"));

    refused(() -> store.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("Refusing to overwrite the bundle at");

    sound(URI.create("s3://models/" + prefix + "/sentiment/v1/"), other);
    assertThat(uploads()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Conditions.class)
  void aServerWithoutConditionalWritesTakesBundlesToo(Conditions conditions) {
    server.conditions(conditions);
    put("model.onnx", "what a killed publisher wrote");
    sound(store.publish(bundle, "sentiment", "v1"), bundle);
    sound(store.publish(bundle, "sentiment", "v1"), bundle);
    refused(() -> store.publish(other, "sentiment", "v1"));
  }

  @Test
  void aFileThatSomebodyElseWroteInTheMeantimeIsNotWrittenOver() {
    server.onNextPart(() -> put("model.onnx", "somebody else's"));
    unreachable(() -> store.publish(bundle, "sentiment", "v1"))
        .hasMessageContaining("sentiment/v1/model.onnx is not what was written there");
    assertThat(store.find("sentiment", "v1")).isNull();
    assertThat(uploads()).isZero();

    put("model.onnx", "a killed publisher's");
    server.onNextPart(() -> put("model.onnx", "somebody else's"));
    unreachable(() -> store.publish(bundle, "sentiment", "v1"));
    assertThat(
            server
                .client()
                .getObjectAsBytes(request -> request.bucket(BUCKET).key(key("model.onnx")))
                .asUtf8String())
        .isEqualTo("somebody else's");
  }

  @Test
  void twoPublishersOfTheSameBundleBothSucceed() {
    server.onNextPart(() -> store.publish(bundle, "sentiment", "v1"));
    sound(store.publish(bundle, "sentiment", "v1"), bundle);
    assertThat(uploads()).isZero();
  }

  @Test
  void ofTwoPublishersAtOnceAtMostOneWinsAndThePlaceIsSoundAfterAnotherTry() throws Exception {
    assertThat(publishTogether(store, bundle, other)).isNotEmpty();
    StoredBundle there = store.find("sentiment", "v1");
    boolean others = there != null && there.manifestSha256().equals(other.manifestSha256());
    ModelBundle winner = others ? other : bundle;
    sound(store.publish(winner, "sentiment", "v1"), winner);
    refused(() -> store.publish(others ? bundle : other, "sentiment", "v1"));
  }

  private void sound(URI uri, ModelBundle expected) {
    store.fetch(uri, expected.manifestSha256(), temp.resolve("work")).close();
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

  private List<?> objects() {
    return server
        .client()
        .listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix))
        .contents();
  }

  private int uploads() {
    return server.client().listMultipartUploads(request -> request.bucket(BUCKET)).uploads().size();
  }
}
