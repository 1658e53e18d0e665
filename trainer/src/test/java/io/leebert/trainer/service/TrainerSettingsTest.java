package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TrainerSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "bootstrap.servers", "localhost:9092",
          "schema.registry.url", "mock://settings",
          "leebert.trainer.model", "mails",
          "leebert.store.uri", "/models");

  private static TrainerSettings with(String... keysAndValues) {
    Map<String, String> all = new HashMap<>(LEAST);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return TrainerSettings.of(all, 6);
  }

  private static void assertRefused(String key, String value, String... parts) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(parts);
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    TrainerSettings settings = with();

    assertThat(settings.model()).isEqualTo("mails");
    assertThat(settings.controlTopic()).isEqualTo("control");
    assertThat(settings.modelsTopic()).isEqualTo("models");
    assertThat(settings.labelledTopic()).isEqualTo("labelled-events");
    assertThat(settings.store()).hasScheme("file").hasPath("/models");
    assertThat(settings.storeSettings()).isEmpty();
    assertThat(settings.work()).isAbsolute().hasFileName("models");
    assertThat(settings.work().getParent()).hasFileName("trainer-work");
    assertThat(settings.threads()).isEqualTo(6);
    assertThat(settings.retrain()).isEmpty();
    assertThat(settings.progressEvery()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.storeWait()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.clients().group()).isEqualTo("leebert-trainer-control");
  }

  @Test
  void everySettingIsTaken() {
    TrainerSettings settings =
        with(
            "leebert.control.topic", "c",
            "leebert.models.topic", "m",
            "leebert.labelled.topic", "l",
            "leebert.store.uri", "s3://bucket/models",
            "leebert.store.s3.endpoint", "http://minio:9000",
            "leebert.store.s3.path.style", "true",
            "leebert.trainer.work", "desk-work",
            "leebert.trainer.threads", "2",
            "leebert.trainer.progress.ms", "100",
            "leebert.trainer.store.wait.ms", "5000",
            "leebert.start.timeout.ms", "2000",
            "group.id", "desk");

    assertThat(settings.controlTopic()).isEqualTo("c");
    assertThat(settings.modelsTopic()).isEqualTo("m");
    assertThat(settings.labelledTopic()).isEqualTo("l");
    assertThat(settings.store()).hasToString("s3://bucket/models");
    assertThat(settings.storeSettings())
        .containsOnlyKeys("leebert.store.s3.endpoint", "leebert.store.s3.path.style");
    assertThat(settings.work()).isEqualTo(Path.of("desk-work", "m").toAbsolutePath());
    assertThat(settings.threads()).isEqualTo(2);
    assertThat(settings.progressEvery()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.storeWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.clients().producer())
        .containsEntry("transactional.id", "leebert-trainer-m");
    assertThat(settings.clients().control()).containsEntry("group.id", "desk");
  }

  @Test
  void theReaderOfTheModelsTopicHasTheRegistryAndWhatIsSaidOfConsumers() {
    Map<String, Object> catalogue =
        with("consumer.security.protocol", "SSL", "security.protocol", "PLAINTEXT")
            .clients()
            .catalogue();

    assertThat(catalogue)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("schema.registry.url", "mock://settings")
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void whatIsWrongIsNamedWithWhatIsExpected() {
    assertRefused(
        "leebert.trainer.modle", "x", "no setting", "did you mean leebert.trainer.model?");
    assertRefused("leebert.trainer.model", "", "leebert.trainer.model");
    assertRefused("leebert.trainer.threads", "0", "must be at least 1");
    assertRefused("leebert.trainer.progress.ms", "often", "leebert.trainer.progress.ms", "often");
    assertRefused("leebert.models.topic", "control", "three different topics");
    assertRefused("leebert.store.s3.path.style", "perhaps", "must be true or false");
    assertRefused("leebert.store.s3.endpoint", "minio:9000", "must be a URI such as https://");
    assertRefused("leebert.store.s3.part.bytes", "1", "leebert.store.s3.part.bytes", "5242880");
    assertRefused("leebert.store.uri", "s3://my bucket/models", "is no URI");
    assertRefused("leebert.store.uri", " ", "must name a folder or a URI");
    assertRefused("bootstrap.servers", "", "bootstrap.servers is missing");
    assertRefused("schema.registry.url", " ", "schema.registry.url is missing");
  }

  @Test
  void nothingThatWouldCarryOutACommandTwiceCanBeSet() {
    assertRefused("transactional.id", "x", "transactional.id cannot be set");
    assertRefused("consumer.enable.auto.commit", "true", "must be false");
    assertRefused("isolation.level", "read_uncommitted", "must be read_committed");
    assertRefused("producer.acks", "1", "producer.acks must be all");
  }

  @Test
  void aServiceThatJoinsDoesNotTakeThePartitionFromTheOneThatWorks() {
    String strategy = "partition.assignment.strategy";
    assertThat(with().clients().control())
        .containsEntry(strategy, CooperativeStickyAssignor.class.getName());
    assertThat(with("group.protocol", "consumer").clients().control())
        .as("the broker assigns, and refuses a client that says how")
        .doesNotContainKey(strategy);
  }

  @Test
  void clientsTakeTheirOwnKeysAndThoseForAll() {
    ClientProperties clients =
        with(
                "security.protocol", "SSL",
                "producer.linger.ms", "7",
                "consumer.fetch.max.wait.ms", "8",
                "admin.client.id", "watch")
            .clients();

    assertThat(clients.producer())
        .containsEntry("linger.ms", "7")
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKeys("fetch.max.wait.ms", "schema.registry.url");
    assertThat(clients.control()).containsEntry("fetch.max.wait.ms", "8");
    assertThat(clients.unbound()).doesNotContainKeys("group.id", "partition.assignment.strategy");
    assertThat(
            with("group.protocol", "consumer", "group.remote.assignor", "range")
                .clients()
                .unbound())
        .as("neither goes without the other")
        .doesNotContainKeys("group.protocol", "group.remote.assignor");
    assertThat(clients.admin()).containsEntry("client.id", "watch");
  }

  @Test
  void secretsAreNotPrinted() {
    TrainerSettings settings = with("sasl.jaas.config", "password=hunter2");
    assertThat(settings.toString() + settings.clients()).doesNotContain("hunter2");
  }
}
