package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Path;
import java.util.Map;
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

  private String refusal(ClientSettings clients, Map<String, String> settings) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder)) {
      ChildJvm app = topics.start("app", settings);
      assertThat(app.waitFor()).isEqualTo(1);
      String said = ServedTopics.text(app.log());
      assertThat(said).contains("leebert serve: ").doesNotContain("\tat ", "leebert: serving");
      return said;
    }
  }
}
