package io.leebert.streams.autoscale;

import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import io.leebert.streams.inference.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures a model on its device, in about a second on two cores: small and larger batches. */
public final class CostMeasurement {
  private static final int[] ROWS = {1, 16};
  private static final int[] TOKENS = {8, 32};
  private static final int REPEATS = 2;

  private CostMeasurement() {}

  /**
   * Runs batches of two sizes, two lengths and two depths.
   *
   * @param nanoClock in nanoseconds
   */
  public static CostProfile run(LoadedModel model, LongSupplier nanoClock) {
    int layers = model.manifest().getLayers();
    List<CostProfile.Run> runs = new ArrayList<>();
    for (int tokens : TOKENS) {
      TokenizedText text = text(model, tokens);
      for (int rows : ROWS) {
        for (int patience : new int[] {0, layers}) {
          runs.add(measure(model, Collections.nCopies(rows, new Row(text, patience)), nanoClock));
        }
      }
    }
    return CostProfile.fit(runs, layers);
  }

  /** The quickest of some runs: the others were disturbed. */
  private static CostProfile.Run measure(LoadedModel model, List<Row> rows, LongSupplier clock) {
    long quickest = Long.MAX_VALUE;
    double layers = 0;
    int deepest = 1;
    for (int i = 0; i < REPEATS; i++) {
      long start = clock.getAsLong();
      List<Classification> answers = model.classifier().classify(rows);
      quickest = Math.min(quickest, Math.max(1, clock.getAsLong() - start));
      layers = answers.stream().mapToInt(Classification::exitLayer).sum();
      deepest = answers.stream().mapToInt(Classification::exitLayer).max().orElse(1);
    }
    return new CostProfile.Run(
        rows.size(), rows.get(0).tokens().length(), layers, deepest, quickest);
  }

  private static TokenizedText text(LoadedModel model, int tokens) {
    String words = "a ".repeat(tokens);
    TokenizedText text = model.tokenize(words, model.manifest().getTextPair() ? words : null);
    int length = Math.min(tokens, text.length());
    return new TokenizedText(
        Arrays.copyOf(text.ids(), length), Arrays.copyOf(text.segmentIds(), length), false);
  }
}
