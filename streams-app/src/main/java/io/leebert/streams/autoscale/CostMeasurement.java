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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Measures a model on its device, in about a second on two cores: small and larger batches. */
public final class CostMeasurement {
  private static final int[] ROWS = {1, 16};
  private static final int[] TOKENS = {8, 32};
  private static final int REPEATS = 2;
  private static final int WARM_ROWS = 4;

  private CostMeasurement() {}

  /**
   * Runs batches of two sizes, two lengths and two depths.
   *
   * @param nanoClock in nanoseconds
   * @param device has each of the short pieces of work done where the model runs; may wait before
   *     and after, so that whatever else is in service there goes on
   */
  public static CostProfile run(
      LoadedModel model, LongSupplier nanoClock, UnaryOperator<Supplier<CostProfile.Run>> device) {
    int layers = model.manifest().getLayers();
    List<CostProfile.Run> runs = new ArrayList<>();
    for (int tokens : TOKENS) {
      TokenizedText text = text(model, tokens);
      for (int rows : ROWS) {
        for (int patience : new int[] {0, layers}) {
          List<Row> batch = Collections.nCopies(rows, new Row(text, patience));
          runs.add(quickest(() -> device.apply(() -> measure(model, batch, nanoClock)).get()));
        }
      }
    }
    return CostProfile.fit(runs, layers);
  }

  /**
   * Runs a small batch once, for a model whose costs are known already: what a first run has to pay
   * is paid before an event waits for it.
   *
   * @param device as above
   */
  public static void warm(
      LoadedModel model, LongSupplier nanoClock, UnaryOperator<Supplier<CostProfile.Run>> device) {
    TokenizedText text = text(model, TOKENS[TOKENS.length - 1]);
    Row row = new Row(text, model.manifest().getLayers());
    List<Row> batch = Collections.nCopies(WARM_ROWS, row);
    var unused = device.apply(() -> measure(model, batch, nanoClock)).get();
  }

  /** The quickest of some runs: the others were disturbed. */
  private static CostProfile.Run quickest(Supplier<CostProfile.Run> run) {
    CostProfile.Run quickest = run.get();
    for (int i = 1; i < REPEATS; i++) {
      CostProfile.Run next = run.get();
      if (next.nanos() < quickest.nanos()) {
        quickest = next;
      }
    }
    return quickest;
  }

  private static CostProfile.Run measure(LoadedModel model, List<Row> rows, LongSupplier clock) {
    long start = clock.getAsLong();
    List<Classification> answers = model.classifier().classify(rows);
    long nanos = Math.max(1, clock.getAsLong() - start);
    double layers = answers.stream().mapToInt(Classification::exitLayer).sum();
    int deepest = answers.stream().mapToInt(Classification::exitLayer).max().orElse(1);
    return new CostProfile.Run(rows.size(), rows.get(0).tokens().length(), layers, deepest, nanos);
  }

  private static TokenizedText text(LoadedModel model, int tokens) {
    String words = "a ".repeat(tokens);
    TokenizedText text = model.tokenize(words, model.manifest().getTextPair() ? words : null);
    int length = Math.min(tokens, text.length());
    return new TokenizedText(
        Arrays.copyOf(text.ids(), length), Arrays.copyOf(text.segmentIds(), length), false);
  }
}
