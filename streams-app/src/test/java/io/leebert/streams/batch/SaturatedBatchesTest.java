package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device is measured on must be what an application would run on it. */
class SaturatedBatchesTest {
  private static final BatchSettings SETTINGS = new BatchSettings(4, Duration.ofMillis(5), 40, 8);

  @Test
  void everyRowIsInOneBatchAndNoneIsTwice() {
    List<Row> rows = rows(101, 3);
    List<Row> batched = new ArrayList<>();
    batches(rows).forEach(batched::addAll);
    assertThat(batched).hasSize(101).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void equalRowsMakeFullBatchesInTheirOrder() {
    List<Row> rows = rows(10, 3);
    List<List<Row>> batches = batches(rows);
    assertThat(batches).extracting(List::size).containsExactly(4, 4, 2);
    assertThat(batches.get(0)).containsExactlyElementsOf(rows.subList(0, 4));
  }

  @Test
  void noBatchIsLargerThanItsTokensAllow() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(Rows.of(i, 1 + 7 * (i % 3)));
    }
    assertThat(batches(rows))
        .allSatisfy(
            batch -> {
              int longest = batch.stream().mapToInt(row -> row.tokens().length()).max().orElse(0);
              assertThat(longest * batch.size()).isLessThanOrEqualTo(40);
            });
  }

  @Test
  void ofNoRowsThereIsNoBatch() {
    assertThat(batches(List.of())).isEmpty();
  }

  private static List<Row> rows(int count, int length) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Rows.of(i, length));
    }
    return rows;
  }

  private static List<List<Row>> batches(List<Row> rows) {
    return SaturatedBatches.of(rows, new ScriptedClassifier(), SETTINGS, () -> 0);
  }
}
