package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.monitor.ServeMonitor;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private final ServeMonitor monitor =
      ServeMonitor.start(
          MonitorSettings.ANY_PORT, new ServeMonitor.Shown(false, ""), Clock.systemUTC());

  @AfterEach
  void stop() {
    monitor.close();
  }

  private @Nullable Labels labels(String... keysAndValues) {
    return Labels.of(Settings.with(keysAndValues), monitor, System::nanoTime);
  }

  @Test
  void withoutATopicThereAreNone() {
    assertThat(labels()).isNull();
  }

  @Test
  void theyCanBeClosedBeforeTheyBegin() {
    Labels labels = Objects.requireNonNull(labels("leebert.labelled.topic", "labelled-events"));
    labels.close();
    labels.close();
  }

  @Test
  void settingsThatOnlyAnotherSerializerTakesAreRefusedBeforeAnythingRuns() {
    assertThatThrownBy(
            () ->
                labels(
                    "leebert.labelled.topic",
                    "labelled-events",
                    "leebert.avro.serializer",
                    StringSerializer.class.getName(),
                    "value.subject.name.strategy",
                    "RecordNameStrategy"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot read labels from labelled-events with these settings: ")
        .hasMessageContaining("value.subject.name.strategy")
        .hasMessageEndingWith("or leave leebert.labelled.topic out");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutThePasswordInIt() {
    assertThatThrownBy(
            () ->
                labels(
                    "leebert.labelled.topic",
                    "labelled-events",
                    "schema.registry.url",
                    "http://app:hunter2@ho st"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageNotContaining("hunter2");
  }

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
