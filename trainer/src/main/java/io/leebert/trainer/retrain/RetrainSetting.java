package io.leebert.trainer.retrain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every setting of a retraining: its name, its default in words, and what it does. */
public enum RetrainSetting {
  /** Passes over the rows. */
  EPOCHS("5", "At most so many passes over the rows."),
  /** The method. */
  PRESET("leebert", "Method by name, as in train."),
  /** The backbone's rate. */
  LEARNING_RATE("1e-4, 2e-5 for preset paper", "Peak learning rate of the encoder."),
  /** The exits' rate. */
  EXIT_LEARNING_RATE("5e-3, 2e-5 for preset paper", "Peak learning rate of the exits."),
  /** Rows per step. */
  BATCH_SIZE("32", "Rows per step."),
  /** Randomness. */
  SEED("42", "Seed of everything random; which rows are held out does not depend on it."),
  /** Layers to use. */
  LAYERS("0", "Use only so many of the lowest layers; 0 means all."),
  /** Threads of training. */
  THREADS("the service's", "Threads of training."),
  /** Numbers of training. */
  PRECISION("bf16 where the processor multiplies it itself, else fp32", "fp32 or bf16."),
  /** Device of training. */
  DEVICE("cpu", "cpu or cuda."),
  /** Rows at most. */
  MAX_ROWS(
      "0",
      "Learn from and score at most so many rows altogether, each label's share as it is but at"
          + " least least-rows-per-label of them; 0 means all."),
  /** Longest row. */
  MAX_LENGTH("the current model's, else 128", "Longest text in tokens; longer ones are cut."),
  /** The score. */
  METRIC("the current model's, else accuracy", "accuracy, matthews, f1, macro-f1, accuracy-f1."),
  /** Served patience. */
  PATIENCE("the current model's, else 4", "Patience that the bundle is served with by default."),
  /** Where to start from without a current model. */
  BACKBONE("bge-small-en-v1.5", "Path of the backbone for warm-start=backbone."),
  /** Where to start from. */
  WARM_START(
      "current",
      "current starts from the current model's weights, backbone from the pre-trained ones. Without"
          + " a current model it is backbone."),
  /** Labels that the current model does not know. */
  NEW_LABELS("allow", "allow or refuse labels that the current model does not know."),
  /** Labels without rows. */
  MISSING_LABELS(
      "refuse",
      "refuse a retraining when a label of the current model has no rows any more, or drop the"
          + " label."),
  /** Share held out. */
  HELD_OUT_SHARE("0.2", "Share of the texts to hold out, by a hash of the text."),
  /** Rows at least. */
  LEAST_ROWS("100", "Refuse to train on fewer rows, held-out ones included."),
  /** Rows of a label at least. */
  LEAST_ROWS_PER_LABEL("20", "Refuse when a label has fewer rows, held-out ones included."),
  /** Overall margin. */
  MARGIN("0.02", "Share by which the score may be below the current model's."),
  /** Margin of a class. */
  CLASS_MARGIN("0.1", "Share by which the recall of a label may be below the current model's."),
  /** Rows for a class to count. */
  CLASS_ROWS("50", "Held-out rows from which class-margin holds for a label."),
  /** Patiences to compare at. */
  GATE_PATIENCE(
      "the ordered patience or range; without one, what the quality profiles of both models make"
          + " worth serving, and their default patiences",
      "Patience, or range of patiences such as 2-6, that both models are compared at."),
  /** Who decides. */
  PROMOTE("auto", "auto promotes a candidate that passes, manual leaves that to a person."),
  /** Numbers of the bundle. */
  QUANTIZE("none", "none or int8, of the bundle's weights."),
  /** What int8 may cost. */
  QUANTIZE_BOUND("1", "Points, of a hundred, that int8 weights may cost on held-out rows."),
  /** Format of base files. */
  FORMAT("by the file's content", "Format of base files: sst2, mrpc, cola, csv, tsv or jsonl."),
  /** Text of base files. */
  TEXT_COLUMN("a usual name", "Column of the text in base files, by name or 1-based number."),
  /** Second text of base files. */
  PAIR_COLUMN("a usual name", "Column of the second text in base files."),
  /** Label of base files. */
  LABEL_COLUMN("a usual name", "Column of the label in base files."),
  /** First row of base files. */
  HEADER("true", "false when the first row of a base file is data."),
  /** Steps between checkpoints. */
  CHECKPOINT_EVERY("100", "Steps between two checkpoints, besides one after every epoch.");

  private final String usual;
  private final String meaning;

  RetrainSetting(String usual, String meaning) {
    this.usual = usual;
    this.meaning = meaning;
  }

  /** Its name as it is given: {@code learning-rate}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The default, in words. */
  public String usual() {
    return usual;
  }

  /** What it does, in one sentence or two. */
  public String meaning() {
    return meaning;
  }

  /** The names of all. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(RetrainSetting::key).toList();
  }
}
