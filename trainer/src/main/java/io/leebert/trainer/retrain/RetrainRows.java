package io.leebert.trainer.retrain;

import io.leebert.schemas.event.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are enough to train on and to compare models with.
 *
 * @param train rows to learn from
 * @param heldOut rows to score on, never learned from
 * @param labels label of every class: those of the current model first, in its order
 * @param textPair whether rows are pairs
 * @param notices what people should know
 * @param counts everything that was counted, by name
 */
record RetrainRows(
    List<Sample> train,
    List<Sample> heldOut,
    List<String> labels,
    boolean textPair,
    List<String> notices,
    Map<String, Long> counts) {

  /** Copies the collections. */
  RetrainRows {
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
    labels = List.copyOf(labels);
    notices = List.copyOf(notices);
    counts = Map.copyOf(counts);
  }

  /**
   * Splits what was taken in, and holds it to the rules.
   *
   * @param current the current model's manifest, or null
   * @throws RefusedException with the counts, when there is too little, a label is missing from one
   *     of the parts, or labels or kind of text do not go with the current model
   */
  static RetrainRows of(RowIntake intake, DataRules rules, @Nullable ModelManifest current) {
    List<Sample> all = intake.samples(current == null ? null : current.getTextPair());
    RowCounts counts = new RowCounts(intake.counts(), all, rules.heldOutShare());
    List<String> notices = new ArrayList<>();
    String leftOut = intake.notice();
    if (leftOut != null) {
      notices.add(leftOut);
    }
    requireKind(all, counts, current);
    List<String> labels = labels(counts, rules, current, notices);
    requireEnough(all, labels, counts, rules);
    List<Sample> train = new ArrayList<>();
    List<Sample> heldOut = new ArrayList<>();
    for (Sample row : RowLimit.of(all, rules)) {
      (TextHash.heldOut(row.hash(), rules.heldOutShare()) ? heldOut : train).add(row);
    }
    if (train.size() + heldOut.size() < all.size()) {
      notices.add(
          "%d of %d rows are drawn by max-rows"
              .formatted(train.size() + heldOut.size(), all.size()));
    }
    return new RetrainRows(
        train,
        heldOut,
        labels,
        all.get(0).secondText() != null,
        notices,
        counts.with(train.size(), heldOut.size()));
  }

  private static void requireKind(
      List<Sample> all, RowCounts counts, @Nullable ModelManifest current) {
    if (current == null) {
      return;
    }
    String other = current.getTextPair() ? "leftOut.singleText" : "leftOut.pair";
    long others = counts.of(other);
    if (others > all.size()) {
      throw counts.refused(
          "model %s %s reads %s, but %d of %d texts are %s"
              .formatted(
                  current.getModel(),
                  current.getModelVersion(),
                  current.getTextPair() ? "pairs of texts" : "single texts",
                  others,
                  others + all.size(),
                  current.getTextPair() ? "single texts" : "pairs"));
    }
  }

  private static List<String> labels(
      RowCounts counts, DataRules rules, @Nullable ModelManifest current, List<String> notices) {
    List<String> labels = new ArrayList<>(current == null ? List.of() : current.getLabels());
    TreeSet<String> fresh = new TreeSet<>(counts.labels());
    labels.forEach(fresh::remove);
    List<String> gone = labels.stream().filter(label -> !counts.labels().contains(label)).toList();
    if (current != null && !fresh.isEmpty()) {
      String which = named("label", fresh) + " new to the current model";
      if (!rules.newLabels()) {
        throw counts.refused(which + "; new-labels=allow takes them in");
      }
      notices.add(which);
    }
    if (!gone.isEmpty() && !counts.labels().isEmpty()) {
      String which = named("label", gone) + " known to the current model, but has no row any more";
      if (!rules.dropsLabels()) {
        throw counts.refused(
            which
                + ": give rows of it, by a base file for instance, or drop it by"
                + " missing-labels=drop");
      }
      notices.add(which + ": it is dropped");
    }
    labels.removeAll(gone);
    labels.addAll(fresh);
    return labels;
  }

  private static String named(String what, Iterable<String> labels) {
    List<String> quoted = new ArrayList<>();
    labels.forEach(label -> quoted.add("'" + label + "'"));
    return what + (quoted.size() == 1 ? " " : "s ") + String.join(", ", quoted) + verb(quoted);
  }

  private static String verb(List<String> quoted) {
    return quoted.size() == 1 ? " is" : " are";
  }

  private static void requireEnough(
      List<Sample> all, List<String> labels, RowCounts counts, DataRules rules) {
    if (all.size() < rules.leastRows()) {
      throw counts.refused(
          "%d rows can be used, expected at least %d (least-rows)"
              .formatted(all.size(), rules.leastRows()));
    }
    if (labels.size() < 2) {
      throw counts.refused("a classifier needs at least 2 labels, found " + labels);
    }
    Map<String, String> few = new TreeMap<>();
    for (String label : labels) {
      long learned = counts.train(label);
      long held = counts.heldOut(label);
      if (learned + held < rules.leastRowsPerLabel()) {
        few.put(label, "expected at least " + rules.leastRowsPerLabel());
      } else if (learned == 0 || held == 0) {
        few.put(label, "expected some in both parts");
      }
    }
    if (!few.isEmpty()) {
      throw counts.refused(
          "too few rows of "
              + few.entrySet().stream()
                  .map(
                      entry ->
                          "'%s': %d to train on and %d held out, %s"
                              .formatted(
                                  entry.getKey(),
                                  counts.train(entry.getKey()),
                                  counts.heldOut(entry.getKey()),
                                  entry.getValue()))
                  .collect(Collectors.joining("; "))
              + " (least-rows-per-label, held-out-share)");
    }
  }
}
