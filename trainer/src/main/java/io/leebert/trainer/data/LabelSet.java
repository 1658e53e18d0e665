package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes of a task: labels in sorted order, a class is its position.
 *
 * @param labels at least two distinct labels
 */
public record LabelSet(List<String> labels) {

  /** Copies the labels. */
  public LabelSet {
    labels = List.copyOf(labels);
  }

  /**
   * The labels of training rows.
   *
   * @throws DataException when there are fewer than two
   */
  public static LabelSet of(LabelledFile train) {
    List<String> labels =
        List.copyOf(
            train.rows().stream()
                .map(LabelledRow::label)
                .collect(Collectors.toCollection(TreeSet::new)));
    if (labels.size() < 2) {
      throw new DataException(
          train.file() + ": a classifier needs at least 2 labels, found " + labels);
    }
    return new LabelSet(labels);
  }

  /** Number of classes (K). */
  public int size() {
    return labels.size();
  }

  /**
   * The class of every row.
   *
   * @throws DataException naming the first row whose label was not in the training file
   */
  public int[] classesOf(LabelledFile file) {
    return classesOf(file.file(), file.rows());
  }

  /**
   * The class of some rows of a file.
   *
   * @throws DataException naming the first row whose label was not in the training file
   */
  public int[] classesOf(Path file, List<LabelledRow> rows) {
    Map<String, Integer> classes =
        IntStream.range(0, labels.size()).boxed().collect(Collectors.toMap(labels::get, i -> i));
    return rows.stream()
        .mapToInt(
            row -> {
              Integer known = classes.get(row.label());
              if (known == null) {
                throw new DataException(
                    file
                        + ":"
                        + row.line()
                        + ": label '"
                        + row.label()
                        + "' is not among the training labels "
                        + (labels.size() > 20 ? labels.subList(0, 20) + "..." : labels));
              }
              return known;
            })
        .toArray();
  }
}
