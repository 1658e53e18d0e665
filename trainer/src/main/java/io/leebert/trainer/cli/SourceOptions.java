package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneFolder;
import io.leebert.trainer.backbone.DefaultBackbone;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.train.Hyperparameters;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is trained from and on, as command line options. */
final class SourceOptions {

  /** Held out of the training file, where there is none to score on, unless the user says. */
  private static final double USUAL_DEV_SHARE = 0.1;

  private static final int LEAST_ROWS = 4;

  @Option(
      names = "--metric",
      description =
          "accuracy, matthews, f1, macro-f1 or accuracy-f1 (default: matthews for CoLA, accuracy-f1"
              + " for MRPC, else accuracy).")
  private @Nullable String metric;

  @Option(
      names = "--backbone",
      paramLabel = "PATH",
      description =
          "A BERT or ALBERT: a folder in the Hugging Face layout (config.json, model.safetensors or"
              + " its shards, tokenizer.json), or an ONNX export (default: bge-small-en-v1.5, which"
              + " comes with the trainer).")
  private @Nullable Path backbone;

  @Option(
      names = "--max-length",
      defaultValue = "128",
      description = "Longest text in tokens; longer ones are cut (default: ${DEFAULT-VALUE}).")
  private int maxLength;

  @Option(
      names = "--max-rows",
      defaultValue = "0",
      description = "Learn from at most so many rows, drawn at random; 0 means all.")
  int maxRows;

  Backbone backbone() {
    return backbone == null ? DefaultBackbone.load() : BackboneFolder.load(backbone);
  }

  /** What is wrong with them whatever the backbone; empty when nothing is. */
  String problem() {
    try {
      var unused = chosenMetric();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    return maxRows == 0 || maxRows >= LEAST_ROWS
        ? ""
        : "--max-rows must be 0 for all, or at least " + LEAST_ROWS + ", found " + maxRows;
  }

  /** What is wrong with the length of texts for a backbone; empty when nothing is. */
  String problem(Backbone with) {
    int longest = with.config().maxPositions();
    return maxLength >= 3 && maxLength <= longest
        ? ""
        : "--max-length must be between 3 and the backbone's " + longest + ", found " + maxLength;
  }

  /** The training that they ask for; the usual share is held out where {@code dev} is null. */
  TrainingJob job(LabelledFile train, @Nullable LabelledFile dev, Hyperparameters settings) {
    return job(train, dev, null, settings);
  }

  /**
   * The training that they ask for.
   *
   * @param devShare share of the rows to hold out where {@code dev} is null; null for the usual
   */
  TrainingJob job(
      LabelledFile train,
      @Nullable LabelledFile dev,
      @Nullable Double devShare,
      Hyperparameters settings) {
    double share = devShare == null ? USUAL_DEV_SHARE : devShare;
    return new TrainingJob(train, dev, maxRows, share, maxLength, chosenMetric(), settings);
  }

  private @Nullable Metric chosenMetric() {
    return metric == null ? null : Metric.ofLabel(metric);
  }
}
