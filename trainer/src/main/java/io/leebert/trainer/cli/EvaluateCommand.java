package io.leebert.trainer.cli;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.BundleEvaluation;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.evaluate.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: a bundle's score and cost at every patience, on labelled texts. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores a bundle on labelled texts at every patience.",
      "Reads the same files as train; every label must be one of the bundle's."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the scores are printed",
      "1:the bundle or the data cannot be used; the message says why",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  leebert evaluate --bundle models/messages --data held-out.csv",
      "  leebert evaluate --bundle models/messages --data held-out.csv --confidence 0.8,0.9,0.95",
      "  leebert evaluate --bundle models/sst2 --data dev.tsv --json scores.json"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Mixin private final ScoringOptions scoring = new ScoringOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the scores as JSON, too.")
  private @Nullable Path json;

  @Option(
      names = "--metric",
      description = "accuracy, matthews, f1, macro-f1 or accuracy-f1 (default: the bundle's).")
  private @Nullable String metric;

  @Option(
      names = "--confidence",
      split = ",",
      paramLabel = "P",
      description = "Score too where rows leave at a largest probability of P, patience off.")
  private List<Double> confidences = List.of();

  @Option(
      names = "--entropy",
      split = ",",
      paramLabel = "H",
      description = "Score too where rows leave at an entropy of H nats, patience off.")
  private List<Double> entropies = List.of();

  /** The command, to be filled by picocli. */
  public EvaluateCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    checkMetric();
    check("--confidence", confidences, 1);
    check("--entropy", entropies, Double.MAX_VALUE);
    try {
      BundleEvaluation evaluation = evaluate(err);
      PrintWriter out = spec.commandLine().getOut();
      out.print(evaluation.table());
      out.flush();
      if (json != null) {
        Files.writeString(
            json,
            new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(evaluation.toJson()));
      }
      return 0;
    } catch (BundleException | DataException | IllegalArgumentException e) {
      return failed(err, e.getMessage());
    } catch (OrtException e) {
      return failed(err, "ONNX Runtime cannot run " + scoring.bundle + ": " + e.getMessage());
    } catch (IOException e) {
      return failed(err, "cannot write " + json + ": " + e.getMessage());
    }
  }

  private BundleEvaluation evaluate(PrintWriter err) throws OrtException {
    try (ModelBundle bundle = ModelBundle.read(scoring.bundle)) {
      ModelManifest manifest = bundle.manifest();
      List<TokenizedRow> rows = scoring.rows(bundle, err);
      try (GraphRunner graph = GraphRunner.open(bundle.model(), scoring.threads)) {
        Metric score = Metric.ofLabel(metric == null ? manifest.getMetric() : metric);
        return BundleEvaluation.of(graph, manifest, score, rows, confidences, entropies);
      }
    }
  }

  private void check(String option, List<Double> thresholds, double most) {
    for (double threshold : thresholds) {
      if (!(threshold >= 0 && threshold <= most)) {
        String range = most == 1 ? "between 0 and 1" : "0 or above, in nats";
        throw new ParameterException(
            spec.commandLine(), option + " must be " + range + ", found " + threshold);
      }
    }
  }

  /** A name that no metric has is a wrong command line, as for train. */
  private void checkMetric() {
    try {
      if (metric != null) {
        Metric.ofLabel(metric);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static int failed(PrintWriter err, @Nullable String message) {
    err.println("evaluate: " + message);
    err.flush();
    return 1;
  }
}
