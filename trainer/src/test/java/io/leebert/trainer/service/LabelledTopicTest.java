package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.RetrainData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTopicTest {

  /** Two partitions: 0 holds offsets 10 to 19, 1 holds 0 to 4; all from time 1000 on. */
  private static final TopicOffsets BROKER =
      new TopicOffsets() {
        @Override
        public List<Integer> partitions(String topic) {
          if (!topic.equals("labelled-events")) {
            throw new RefusedException("there is no topic " + topic);
          }
          return List.of(0, 1);
        }

        @Override
        public SortedMap<Integer, Long> offsets(
            String topic, List<Integer> partitions, OffsetSpec spec) {
          if (spec instanceof OffsetSpec.EarliestSpec) {
            return new TreeMap<>(Map.of(0, 10L, 1, 0L));
          }
          return spec instanceof OffsetSpec.LatestSpec
              ? new TreeMap<>(Map.of(0, 20L, 1, 5L))
              : new TreeMap<>(Map.of(0, 15L, 1, -1L));
        }
      };

  @TempDir Path folder;

  private static DataPlan resolve(UnaryOperator<RetrainData.Builder> data) {
    return new LabelledTopic(BROKER, "labelled-events")
        .resolve(data.apply(RetrainData.newBuilder()).build());
  }

  private static void assertRefused(UnaryOperator<RetrainData.Builder> data, String... parts) {
    assertThatThrownBy(() -> resolve(data))
        .isInstanceOf(RefusedException.class)
        .message()
        .contains(parts);
  }

  @Test
  void withoutDataAllOfTheOwnTopicIsRead() {
    DataPlan plan = new LabelledTopic(BROKER, "labelled-events").resolve(null);

    assertThat(plan.topic()).isEqualTo("labelled-events");
    assertThat(plan.from()).isEqualTo(Map.of(0, 10L, 1, 0L));
    assertThat(plan.to()).isEqualTo(Map.of(0, 20L, 1, 5L));
    assertThat(DataPlan.of(plan.provenance())).isEqualTo(plan);
  }

  @Test
  void offsetsBeginWhereTheyAreAskedForAndSayWhatIsGone() {
    DataPlan plan = resolve(data -> data.setTopic("").setFromOffsets(Map.of("0", 4L, "1", 2L)));

    assertThat(plan.from()).isEqualTo(Map.of(0, 10L, 1, 2L));
    assertThat(plan.notes())
        .containsExactly(
            "labelled-events-0: offsets 4 to 9 were deleted by the topic's retention before the"
                + " command was taken up");
    assertThat(DataPlan.of(plan.provenance())).isEqualTo(plan);
  }

  @Test
  void aTimeIsTurnedIntoOffsetsAndAPartitionWithoutAnythingSoYoungIsNotRead() {
    DataPlan plan =
        resolve(data -> data.setTopic("").setFromTimestamp(Instant.ofEpochMilli(1_500)));

    assertThat(plan.from()).isEqualTo(Map.of(0, 15L, 1, 5L));
    assertThat(plan.since()).isEqualTo(1_500L);
    assertThat(DataPlan.of(plan.provenance())).isEqualTo(plan);
  }

  @Test
  void filesAloneOrWithTheTopic() throws IOException {
    String file = Files.writeString(folder.resolve("a,b.csv"), "text,label\n").toString();

    DataPlan alone = resolve(data -> data.setFiles(List.of(file)));
    DataPlan both = resolve(data -> data.setTopic("labelled-events").setFiles(List.of(file)));

    assertThat(alone.topic()).isNull();
    assertThat(alone.files()).containsExactly(Path.of(file));
    assertThat(both.to()).isEqualTo(Map.of(0, 20L, 1, 5L));
    assertThat(DataPlan.of(alone.provenance())).isEqualTo(alone);
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertRefused(data -> data.setTopic("other"), "no topic other");
    assertRefused(data -> data.setFiles(List.of("/no/such.csv")), "/no/such.csv", "no file");
    assertRefused(
        data -> data.setTopic("").setFromOffsets(Map.of("7", 1L)), "partition \"7\"", "[0, 1]");
    assertRefused(data -> data.setTopic("").setFromOffsets(Map.of("x", 1L)), "partition \"x\"");
    assertRefused(data -> data.setTopic("").setFromOffsets(Map.of("1", 6L)), "has 6", "ends at 5");
    assertRefused(
        data -> data.setFromOffsets(Map.of("1", 1L)).setFromTimestamp(Instant.EPOCH), "both");
  }
}
