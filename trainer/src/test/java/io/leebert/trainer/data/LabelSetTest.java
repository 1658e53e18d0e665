package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSetTest {

  @Test
  void classesAreLabelsInSortedOrder() {
    LabelSet labels = LabelSet.of(file("train", "b", "a", "c", "a"));

    assertThat(labels.labels()).containsExactly("a", "b", "c");
    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.classesOf(file("dev", "c", "a"))).containsExactly(2, 0);
  }

  @Test
  void aLabelThatTrainingNeverSawIsNamedWithItsLine() {
    LabelSet labels = LabelSet.of(file("train", "a", "b"));

    assertThatThrownBy(() -> labels.classesOf(file("dev", "a", "z")))
        .isInstanceOf(DataException.class)
        .hasMessage("dev:2: label 'z' is not among the training labels [a, b]");
  }

  @Test
  void theOrderOfTheFileDoesNotMatter() {
    List<String> sorted = LabelSet.of(file("train", "10", "2", "B", "a", "é", "2")).labels();

    assertThat(sorted).containsExactly("10", "2", "B", "a", "é");
    assertThat(LabelSet.of(file("train", "é", "a", "2", "10", "B")).labels()).isEqualTo(sorted);
  }

  @Test
  void ofManyLabelsOnlyTheFirstAreListed() {
    String[] many = IntStream.range(100, 130).mapToObj(i -> "l" + i).toArray(String[]::new);

    assertThatThrownBy(() -> LabelSet.of(file("train", many)).classesOf(file("dev", "other")))
        .hasMessageEndingWith("l118, l119]...");
  }

  @Test
  void oneLabelIsNotEnough() {
    assertThatThrownBy(() -> LabelSet.of(file("train", "a", "a")))
        .hasMessage("train: a classifier needs at least 2 labels, found [a]");
  }

  private static LabelledFile file(String name, String... labels) {
    List<LabelledRow> rows =
        Arrays.stream(labels).map(label -> new LabelledRow("t", null, label, 1)).toList();
    List<LabelledRow> numbered =
        IntStream.range(0, rows.size())
            .mapToObj(i -> new LabelledRow("t", null, rows.get(i).label(), i + 1L))
            .toList();
    return new LabelledFile(
        Path.of(name), DataFormat.CSV, numbered, List.of(), "", Columns.usual());
  }
}
