package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What keeps {@code serve} from starting is said in words, with what to do, and exit code 1. */
@ExtendWith(SharedServices.class)
class StartErrorsIT {
  @TempDir Path folder;

  @Test
  void topicsThatAreMissingAreNamedWithTheCommandsThatMakeThem(ClientSettings clients)
      throws Exception {
    String said =
        refusal(
            clients,
            Map.of("leebert.output.topic", "no-such-topic", "leebert.dlq.topic", "nor-this"));
    assertThat(said)
        .contains("has no topic ")
        .contains(
            "kafka-topics.sh --bootstrap-server "
                + clients.bootstrapServers()
                + " --create --topic no-such-topic --partitions 4")
        .contains("--create --topic nor-this --partitions 4")
        .contains("leebert.dlq.topic");
  }

  @Test
  void aModelsTopicThatIsMissingOrHasSeveralPartitionsIsNamedWithWhatItMustBe(
      ClientSettings clients) throws Exception {
    assertThat(refusal(clients, Map.of("leebert.models.topic", "no-models")))
        .contains("has no topic no-models")
        .contains("--create --topic no-models --partitions 1 --config cleanup.policy=compact")
        .contains("leebert.models.topic");
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        ServedTopics others = ServedTopics.create(clients, folder)) {
      assertThat(refusedHere(topics, "leebert.models.topic", others.predictions))
          .contains("topic " + others.predictions + " has 4 partitions, expected 1")
          .contains("leebert.models.topic");
      assertThat(refusedHere(topics, "leebert.models.topic", topics.predictions))
          .contains("leebert.models.topic must be a topic of its own");
      assertThat(refusedHere(topics, "leebert.labelled.topic", topics.deadLetters))
          .contains(
              "leebert.labelled.topic must be a topic of its own, found " + topics.deadLetters);
    }
  }

  @Test
  void aRegistryThatIsNotThereIsNamed(ClientSettings clients) throws Exception {
    assertThat(
            refusal(
                clients, Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", "0")))
        .contains("cannot write predictions", "http://127.0.0.1:1", "Check schema.registry.url");
  }

  @Test
  void aGuaranteeThatWouldLoseResultsIsRefused(ClientSettings clients) throws Exception {
    assertThat(refusal(clients, Map.of("processing.guarantee", "at_least_once")))
        .contains("processing.guarantee must be exactly_once_v2, found at_least_once");
  }

  @Test
  void bundlesThatAreMissingOrDamagedAndAGpuThatIsNotThereAreNamed(ClientSettings clients)
      throws Exception {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    for (String file : new String[] {"manifest.json", "tokenizer.json", "model.onnx"}) {
      Files.copy(TinyBundle.PATH.resolve(file), damaged.resolve(file));
    }
    Files.write(damaged.resolve("model.onnx"), new byte[] {0}, StandardOpenOption.APPEND);
    try (ServedTopics topics = ServedTopics.create(clients, folder)) {
      assertThat(refusedHere(topics, "leebert.bundle", "no-such-bundle"))
          .contains("no-such-bundle", "leebert.bundle must name a model bundle");
      assertThat(refusedHere(topics, "leebert.bundle", damaged.toString()))
          .contains("model.onnx", "the manifest says", "leebert.bundle must name a model bundle");
      assertThat(refusedHere(topics, "leebert.device", "cuda:7"))
          .contains("cuda:7", "leebert.device=cpu", "leebert.device.required=false");
    }
  }

  @Test
  void aDeadLetterTopicThatCannotHoldDeadLettersIsRefused(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", clients.bootstrapServers()))) {
      set(admin, topics.deadLetters, "cleanup.policy", "compact");
      assertThat(refusedHere(topics, "leebert.patience", "1"))
          .contains(topics.deadLetters + " is compacted", "Set cleanup.policy=delete on it");
      set(admin, topics.deadLetters, "cleanup.policy", "delete");
      set(admin, topics.deadLetters, "max.message.bytes", "1000");
      assertThat(refusedHere(topics, "leebert.patience", "1"))
          .contains(
              topics.deadLetters + " takes at most 1000 bytes", "raise its max.message.bytes");
    }
  }

  private static void set(Admin admin, String topic, String key, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                value.equals(
                    admin
                        .describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get(key)
                        .value()));
  }

  /** In this process: what is wrong shows before anything is started. */
  private String refusedHere(ServedTopics topics, String key, String value) throws Exception {
    Path config = topics.config("here", Map.of(key, value));
    LeebertRun run = LeebertRun.of("serve", "--config", config.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).startsWith("leebert serve: ").doesNotContain("\n");
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private String refusal(ClientSettings clients, Map<String, String> settings) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder)) {
      ChildJvm app = topics.start("app", settings);
      assertThat(ServedTopics.awaitEnd(app)).isEqualTo(1);
      String said = ServedTopics.text(app.log());
      assertThat(said).contains("leebert serve: ").doesNotContain("\tat ", "leebert: serving");
      return said;
    }
  }
}
