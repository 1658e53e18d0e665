package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned from is fixed in events: whoever takes a command up again reads the same. */
class DataPlanTest {

  @Test
  void aPlanComesBackFromItsEntries() {
    DataPlan plan =
        new DataPlan(
            "labelled-events",
            new TreeMap<>(Map.of(0, 3L, 1, 0L, 10, 7L)),
            new TreeMap<>(Map.of(0, 9L, 1, Long.MAX_VALUE, 10, 7L)),
            1_764_000_000_000L,
            List.of(Path.of("base", "a, b=c.csv"), Path.of("more")),
            List.of("offsets 0 to 2 of partition 0 are gone", "größe, 😀"));

    assertThat(DataPlan.of(plan.provenance())).isEqualTo(plan);
  }

  @Test
  void whatAPlanDoesNotHaveHasNoEntry() {
    DataPlan files =
        new DataPlan(
            null, new TreeMap<>(), new TreeMap<>(), null, List.of(Path.of("base")), List.of());

    assertThat(files.provenance()).containsExactly(Map.entry("data.files", "base"));
    assertThat(DataPlan.of(files.provenance())).isEqualTo(files);
  }

  @Test
  void partitionsStandInTheirOrderAsNumbers() {
    DataPlan plan =
        new DataPlan(
            "t", new TreeMap<>(Map.of(10, 1L, 9, 2L)), new TreeMap<>(), null, List.of(), List.of());

    assertThat(plan.provenance())
        .containsEntry("data.from", "9=2,10=1")
        .containsEntry("data.to", "");
    assertThat(DataPlan.of(plan.provenance()).to()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "=3", "0=1,", ",0=1", "0=1,,1=2"})
  void anOffsetWithoutItsPartitionIsRefused(String offsets) {
    assertThatThrownBy(() -> DataPlan.of(Map.of("data.topic", "t", "data.from", offsets)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected partition=offset, found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", "0=b", "0=", "0=1=2", "0=99999999999999999999", "0= 1"})
  void anOffsetThatIsNoNumberIsRefused(String offsets) {
    assertThatThrownBy(() -> DataPlan.of(Map.of("data.topic", "t", "data.to", offsets)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTimeThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> DataPlan.of(Map.of("data.since", "yesterday")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("yesterday");
  }

  @Test
  void whoChangesWhatItWasMadeOfChangesNoPlan() {
    TreeMap<Integer, Long> from = new TreeMap<>(Map.of(0, 3L));
    List<String> notes = new ArrayList<>(List.of("a note"));
    DataPlan plan = new DataPlan("t", from, from, null, List.of(), notes);

    from.put(1, 4L);
    notes.clear();

    assertThat(plan.from()).isEqualTo(Map.of(0, 3L));
    assertThat(plan.to()).isEqualTo(Map.of(0, 3L));
    assertThat(plan.notes()).containsExactly("a note");
  }

  @Test
  void notesBeyondTheRoomOfAnEventAreCutAndThatIsSaid() {
    DataPlan plan =
        new DataPlan(
            "t",
            new TreeMap<>(),
            new TreeMap<>(),
            null,
            List.of(),
            List.of("first", "x".repeat(2 * Room.PART)));

    String kept = plan.provenance().getOrDefault("data.notes", "");
    assertThat(kept).startsWith("first\nxxx").endsWith(" characters more");
    assertThat(Room.bytes(kept)).isBetween(Room.PART, Room.PART + 100);
  }
}
