package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBrokerIT {

  @Test
  void whateverKindOfBrokerThereIsTakesTopics(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = TestBroker.start(folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(
          ClientSettings.of(broker.bootstrapServers(), "mock://unused"), List.of("made"), 3);
      assertThat(admin.describeTopics(List.of("made")).allTopicNames().get().values())
          .singleElement()
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }
}
