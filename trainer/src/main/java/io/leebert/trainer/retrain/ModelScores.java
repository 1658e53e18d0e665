package io.leebert.trainer.retrain;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.export.ExportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle on held-out rows: its own graph, its own tokenizer, its own labels.
 *
 * @param manifest of the bundle
 * @param byRule what it yields, by the name of the rule: {@code patience-4}, {@code served}
 */
record ModelScores(ModelManifest manifest, Map<String, RuleScore> byRule) {

  /** Name of the bundle's own rule where it leaves by a threshold. */
  static final String SERVED = "served";

  /**
   * Runs a bundle's graph over the rows once per rule.
   *
   * @param labels labels of the comparison: all of the rows, and all that the model can answer
   * @param patiences to run at; above the number of layers they are full depth
   * @param served whether to run by the bundle's own rule, too
   * @param afterBatch runs after every batch; what it throws ends this
   * @throws ExportException when the graph cannot be run
   */
  static ModelScores of(
      ModelBundle bundle,
      List<Sample> rows,
      List<String> labels,
      List<Integer> patiences,
      boolean served,
      Metric metric,
      int threads,
      Runnable afterBatch) {
    ModelManifest manifest = bundle.manifest();
    List<TokenizedRow> tokens = tokenized(bundle, rows);
    int[] gold = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    int[] classes = manifest.getLabels().stream().mapToInt(labels::indexOf).toArray();
    Map<String, RuleScore> scores = new LinkedHashMap<>();
    try (GraphRunner graph =
        GraphRunner.open(bundle.model(), threads).afterEveryBatch(afterBatch)) {
      for (Map.Entry<String, ExitRule> rule : rules(manifest, patiences, served).entrySet()) {
        List<GraphAnswer> answers = graph.run(tokens, rule.getValue());
        scores.put(rule.getKey(), score(answers, classes, gold, labels.size(), metric));
      }
      return new ModelScores(manifest, scores);
    } catch (OrtException e) {
      throw new ExportException(
          "ONNX Runtime cannot run " + bundle.directory() + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, ExitRule> rules(
      ModelManifest manifest, List<Integer> patiences, boolean served) {
    Map<String, ExitRule> rules = new LinkedHashMap<>();
    for (int patience : patiences) {
      int within = Math.min(patience, manifest.getLayers());
      rules.put("patience-" + patience, ExitRule.ofPatience(within, manifest.getVotes()));
    }
    if (served) {
      ExitRuleSettings own = manifest.getExitRule();
      rules.put(
          SERVED,
          new ExitRule(
              own.getPatience(), own.getMinConfidence(), own.getMaxEntropy(), manifest.getVotes()));
    }
    return rules;
  }

  private static List<TokenizedRow> tokenized(ModelBundle bundle, List<Sample> rows) {
    try (TextTokenizer tokenizer =
        TextTokenizer.of(Files.readString(bundle.tokenizer()), bundle.manifest().getMaxLength())) {
      List<TokenizedRow> tokens = new ArrayList<>(rows.size());
      for (Sample row : rows) {
        // The graph is not told the classes: a model may not know the row's label at all.
        tokens.add(tokenizer.tokenize(row.text(), row.secondText(), 0));
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle.tokenizer(), e);
    }
  }

  private static RuleScore score(
      List<GraphAnswer> answers, int[] classes, int[] gold, int labels, Metric metric) {
    int[] predicted = new int[gold.length];
    long[] right = new long[labels];
    long[] there = new long[labels];
    double layers = 0;
    for (int row = 0; row < gold.length; row++) {
      GraphAnswer answer = answers.get(row);
      predicted[row] = classes[answer.decision().predictedClass()];
      layers += answer.exitLayer();
      there[gold[row]]++;
      right[gold[row]] += predicted[row] == gold[row] ? 1 : 0;
    }
    double[] recalls = new double[labels];
    for (int k = 0; k < labels; k++) {
      recalls[k] = there[k] == 0 ? Double.NaN : (double) right[k] / there[k];
    }
    return new RuleScore(
        metric.score(gold, predicted, labels),
        Metric.ACCURACY.score(gold, predicted, labels),
        layers / gold.length,
        recalls);
  }
}
