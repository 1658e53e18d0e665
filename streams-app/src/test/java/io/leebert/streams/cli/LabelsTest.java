package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void partitionsThatAreAddedAreSeenInHalfAMinuteUnlessTheUserSaysOtherwise() {
    Map<String, Object> consumer = Labels.consumer(Settings.with());
    assertThat(consumer)
        .containsEntry("metadata.max.age.ms", 30_000)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("bootstrap.servers", "127.0.0.1:1")
        .doesNotContainKey("group.id");
    for (String key : new String[] {"metadata.max.age.ms", "main.consumer.metadata.max.age.ms"}) {
      assertThat(Labels.consumer(Settings.with(key, "7000")))
          .as(key)
          .containsEntry("metadata.max.age.ms", "7000");
    }
  }
}
