package io.leebert.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Splits rows into a training part and a held-out part, label by label, so that both have the
 * labels in the same proportions.
 *
 * <p>Rows with the same text stay together: a text that is trained on is never one that is scored.
 *
 * @param train the rows to train on, in file order
 * @param heldOut the rows to score on, in file order
 */
public record HoldOut(List<LabelledRow> train, List<LabelledRow> heldOut) {

  /** Copies the lists. */
  public HoldOut {
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Splits at random.
   *
   * @param share share of every label's rows to hold out, between 0 and 1 exclusive; a label with
   *     at least two distinct texts gives at least one and keeps at least one
   * @throws DataException when nothing could be held out
   */
  public static HoldOut split(List<LabelledRow> rows, double share, Random random) {
    if (!(share > 0 && share < 1)) {
      throw new DataException("the held-out share must be between 0 and 1, found " + share);
    }
    Map<String, Map<Object, List<LabelledRow>>> byLabel = new TreeMap<>();
    Map<Object, String> labelOfText = new LinkedHashMap<>();
    for (LabelledRow row : rows) {
      Object text = texts(row);
      String label = labelOfText.computeIfAbsent(text, unused -> row.label());
      byLabel
          .computeIfAbsent(label, unused -> new LinkedHashMap<>())
          .computeIfAbsent(text, unused -> new ArrayList<>())
          .add(row);
    }
    List<LabelledRow> heldOut = new ArrayList<>();
    List<LabelledRow> train = new ArrayList<>();
    for (Map<Object, List<LabelledRow>> texts : byLabel.values()) {
      List<List<LabelledRow>> groups = new ArrayList<>(texts.values());
      Collections.shuffle(groups, random);
      int wanted = (int) Math.round(groups.size() * share);
      int held = groups.size() < 2 ? 0 : Math.max(1, Math.min(groups.size() - 1, wanted));
      groups.subList(0, held).forEach(heldOut::addAll);
      groups.subList(held, groups.size()).forEach(train::addAll);
    }
    if (heldOut.isEmpty()) {
      throw new DataException(
          "no label has two distinct texts, so nothing can be held out; give a --dev file");
    }
    return new HoldOut(inFileOrder(train), inFileOrder(heldOut));
  }

  /** How many held-out rows have a text that is trained on, so that their score flatters. */
  public long trainedOnToo() {
    Set<Object> known = train.stream().map(HoldOut::texts).collect(Collectors.toSet());
    return heldOut.stream().map(HoldOut::texts).filter(known::contains).count();
  }

  private static Object texts(LabelledRow row) {
    return Arrays.asList(row.text(), row.textPair());
  }

  private static List<LabelledRow> inFileOrder(List<LabelledRow> rows) {
    rows.sort((a, b) -> Long.compare(Objects.requireNonNull(a).line(), b.line()));
    return rows;
  }
}
