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

/** What a search trains from, as command line options. */
final class SourceOptions {

  private static final double HELD_OUT_SHARE = 0.1;

  @Option(
      names = "--metric",
      description =
          "accuracy, matthews, f1, macro-f1 or accuracy-f1 (default: matthews for CoLA, accuracy-f1"
              + " for MRPC, else accuracy).")
  @Nullable String metric;

  @Option(
      names = "--backbone",
      paramLabel = "PATH",
      description = "As for train (default: bge-small-en-v1.5).")
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

  TrainingJob job(LabelledFile train, @Nullable LabelledFile dev, Hyperparameters settings) {
    return new TrainingJob(
        train,
        dev,
        maxRows,
        HELD_OUT_SHARE,
        maxLength,
        metric == null ? null : Metric.ofLabel(metric),
        settings);
  }
}
