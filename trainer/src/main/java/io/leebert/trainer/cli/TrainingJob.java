package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.DataFormat;
import io.leebert.trainer.data.HoldOut;
import io.leebert.trainer.data.LabelSet;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.LabelledRow;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.Provenance;
import io.leebert.trainer.train.Trainer;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingListener;
import io.leebert.trainer.train.TrainingResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From labelled files to a trained network: rows chosen, some held out, tokenized, trained.
 *
 * @param maxRows train on at most so many rows, drawn at random; 0 means all
 * @param heldOutShare share of the training rows to hold out when there is no dev file
 * @param maxLength longest row in tokens
 * @param metric the score, or null for the task's usual one
 */
record TrainingJob(
    LabelledFile train,
    @Nullable LabelledFile dev,
    int maxRows,
    double heldOutShare,
    int maxLength,
    @Nullable Metric metric,
    Hyperparameters settings) {

  /**
   * What a job brings.
   *
   * @param data the rows as they were trained on and scored
   * @param textPair true when rows are pairs of texts
   * @param provenance how to make it again
   */
  record Outcome(
      TrainingResult result, TrainingData data, boolean textPair, Map<String, String> provenance) {}

  /**
   * Runs it.
   *
   * @param messages hears about sizes and cut texts
   * @throws DataException for data that cannot be trained on
   */
  Outcome run(Backbone backbone, PrintWriter messages, TrainingListener listener) {
    return run(backbone, messages, listener, Checkpointing.NONE);
  }

  /**
   * Runs it, or goes on where it was cut off.
   *
   * @param checkpointing where and how often it leaves what it needs to go on
   * @throws DataException for data that cannot be trained on
   */
  Outcome run(
      Backbone backbone,
      PrintWriter messages,
      TrainingListener listener,
      Checkpointing checkpointing) {
    TrainingData data = prepare(backbone, messages);
    Map<String, String> provenance = provenance(backbone, data);
    TrainingResult result =
        new Trainer(
                settings,
                listener,
                System::nanoTime,
                checkpointing.folder(provenance),
                checkpointing.every())
            .train(backbone, data);
    return new Outcome(result, data, train.hasPairs(), provenance);
  }

  /** How to make the model again. */
  Map<String, String> provenance(Backbone backbone, TrainingData data) {
    Map<String, String> map =
        new HashMap<>(Provenance.of(train, dev, data, backbone.name(), settings));
    backbone.digests().forEach((file, digest) -> map.put("backboneSha256." + file, digest));
    map.put("metric", data.metric().label());
    map.put("format", train.format().name().toLowerCase(Locale.ROOT));
    map.put("maxRows", maxRows == 0 ? "all" : Integer.toString(maxRows));
    if (dev == null) {
      map.put("heldOutShare", Double.toString(heldOutShare));
    }
    return map;
  }

  /** The rows as a network sees them. */
  TrainingData prepare(Backbone backbone, PrintWriter messages) {
    requireFits(backbone.config());
    if (dev != null && dev.hasPairs() != train.hasPairs()) {
      throw new DataException(
          dev.file() + " and " + train.file() + " differ: only one of them has a second text");
    }
    LabelSet labels = LabelSet.of(train);
    HoldOut parts =
        dev == null
            ? HoldOut.split(train.rows(), heldOutShare, new Random(settings.seed()))
            : new HoldOut(train.rows(), dev.rows());
    List<LabelledRow> rows = limited(parts.train());
    warn(new HoldOut(rows, parts.heldOut()), labels, messages);
    LabelledFile heldOutFile = dev == null ? train : dev;
    try (TextTokenizer tokenizer = TextTokenizer.of(backbone.tokenizerJson(), maxLength)) {
      List<TokenizedRow> learn = tokenizer.tokenize(rows, labels.classesOf(train.file(), rows));
      List<TokenizedRow> score =
          tokenizer.tokenize(
              parts.heldOut(), labels.classesOf(heldOutFile.file(), parts.heldOut()));
      report(learn, score, labels, messages);
      return new TrainingData(learn, score, labels.labels(), maxLength, metricOr(train.format()));
    }
  }

  private void requireFits(BackboneConfig backbone) {
    // Special tokens and one token of every text.
    int least = train.hasPairs() ? 5 : 3;
    int limit = backbone.maxPositions();
    if (maxLength < least || maxLength > limit) {
      throw new DataException(
          "--max-length must be between "
              + least
              + " and the backbone's "
              + limit
              + ", found "
              + maxLength);
    }
    if (train.hasPairs() && backbone.typeVocabulary() < 2) {
      throw new DataException(
          train.file() + " has pairs of texts, but the backbone knows single texts only");
    }
  }

  private List<LabelledRow> limited(List<LabelledRow> rows) {
    if (maxRows == 0 || maxRows >= rows.size()) {
      return rows;
    }
    List<LabelledRow> drawn = new ArrayList<>(rows);
    Collections.shuffle(drawn, new Random(settings.seed()));
    return List.copyOf(drawn.subList(0, maxRows));
  }

  private Metric metricOr(DataFormat format) {
    if (metric != null) {
      return metric;
    }
    return switch (format) {
      case COLA -> Metric.MATTHEWS;
      case MRPC -> Metric.ACCURACY_F1;
      case SST2, CSV, TSV, JSONL -> Metric.ACCURACY;
    };
  }

  /** What makes scores worth less than they look. */
  private void warn(HoldOut rows, LabelSet labels, PrintWriter messages) {
    long known = rows.trainedOnToo();
    if (known > 0) {
      messages.printf(
          "WARNING: %d of %d held-out rows have a text that is trained on, scores will flatter%n",
          known, rows.heldOut().size());
    }
    Set<String> untaught = new TreeSet<>(labels.labels());
    rows.train().forEach(row -> untaught.remove(row.label()));
    if (!untaught.isEmpty()) {
      messages.println("WARNING: no row to train on has label " + String.join(", ", untaught));
    }
    messages.flush();
  }

  private void report(
      List<TokenizedRow> learn, List<TokenizedRow> score, LabelSet labels, PrintWriter messages) {
    long cut =
        Stream.concat(learn.stream(), score.stream()).filter(TokenizedRow::truncated).count();
    messages.printf(
        "%d rows to train on, %d held out%s, %d labels, %.1f tokens a row%n",
        learn.size(),
        score.size(),
        dev == null ? " of the same file" : "",
        labels.size(),
        learn.stream().mapToInt(TokenizedRow::length).average().orElse(0));
    if (cut > 0) {
      messages.printf(
          "%d %s longer than %d tokens and cut%n",
          cut, cut == 1 ? "row is" : "rows are", maxLength);
    }
    messages.flush();
  }
}
