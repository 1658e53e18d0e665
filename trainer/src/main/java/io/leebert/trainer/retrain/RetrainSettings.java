package io.leebert.trainer.retrain;

import static io.leebert.trainer.retrain.RetrainSetting.BACKBONE;
import static io.leebert.trainer.retrain.RetrainSetting.BATCH_SIZE;
import static io.leebert.trainer.retrain.RetrainSetting.CHECKPOINT_EVERY;
import static io.leebert.trainer.retrain.RetrainSetting.CLASS_MARGIN;
import static io.leebert.trainer.retrain.RetrainSetting.CLASS_ROWS;
import static io.leebert.trainer.retrain.RetrainSetting.DEVICE;
import static io.leebert.trainer.retrain.RetrainSetting.EPOCHS;
import static io.leebert.trainer.retrain.RetrainSetting.EXIT_LEARNING_RATE;
import static io.leebert.trainer.retrain.RetrainSetting.FORMAT;
import static io.leebert.trainer.retrain.RetrainSetting.GATE_PATIENCE;
import static io.leebert.trainer.retrain.RetrainSetting.HEADER;
import static io.leebert.trainer.retrain.RetrainSetting.HELD_OUT_SHARE;
import static io.leebert.trainer.retrain.RetrainSetting.LABEL_COLUMN;
import static io.leebert.trainer.retrain.RetrainSetting.LAYERS;
import static io.leebert.trainer.retrain.RetrainSetting.LEARNING_RATE;
import static io.leebert.trainer.retrain.RetrainSetting.LEAST_ROWS;
import static io.leebert.trainer.retrain.RetrainSetting.LEAST_ROWS_PER_LABEL;
import static io.leebert.trainer.retrain.RetrainSetting.MARGIN;
import static io.leebert.trainer.retrain.RetrainSetting.MAX_LENGTH;
import static io.leebert.trainer.retrain.RetrainSetting.MAX_ROWS;
import static io.leebert.trainer.retrain.RetrainSetting.METRIC;
import static io.leebert.trainer.retrain.RetrainSetting.MISSING_LABELS;
import static io.leebert.trainer.retrain.RetrainSetting.NEW_LABELS;
import static io.leebert.trainer.retrain.RetrainSetting.PAIR_COLUMN;
import static io.leebert.trainer.retrain.RetrainSetting.PATIENCE;
import static io.leebert.trainer.retrain.RetrainSetting.PRECISION;
import static io.leebert.trainer.retrain.RetrainSetting.PRESET;
import static io.leebert.trainer.retrain.RetrainSetting.PROMOTE;
import static io.leebert.trainer.retrain.RetrainSetting.QUANTIZE;
import static io.leebert.trainer.retrain.RetrainSetting.QUANTIZE_BOUND;
import static io.leebert.trainer.retrain.RetrainSetting.TEXT_COLUMN;
import static io.leebert.trainer.retrain.RetrainSetting.THREADS;
import static io.leebert.trainer.retrain.RetrainSetting.WARM_START;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataFormat;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.Preset;
import io.leebert.trainer.train.ProcessorPrecision;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a retraining, as {@link RetrainSetting} lists them.
 *
 * @param preset the method by name
 * @param training what the trainer is told
 * @param data which rows are enough
 * @param gate how much worse a candidate may be
 * @param fromCurrent whether to start from the current model where there is one
 * @param backbone path of the backbone, or null for the default one
 * @param maxLength longest row in tokens, or null
 * @param metric the score, or null
 * @param patience served by default, or null
 * @param promotes whether a candidate that passes is promoted at once
 * @param int8Bound points that int8 weights may cost, or null for fp32 weights
 * @param checkpointEvery steps between two checkpoints
 * @param described every setting that was given, for provenance
 */
public record RetrainSettings(
    Preset preset,
    Hyperparameters training,
    DataRules data,
    GateRules gate,
    boolean fromCurrent,
    @Nullable Path backbone,
    @Nullable Integer maxLength,
    @Nullable Metric metric,
    @Nullable Integer patience,
    boolean promotes,
    @Nullable Double int8Bound,
    int checkpointEvery,
    Map<String, String> described) {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final double ALL_POINTS = 100;

  /**
   * Checks settings without using them: at the start of a service, and when a command arrives.
   *
   * @throws IllegalArgumentException naming the setting, what was found and what is expected; for
   *     an unknown name the nearest known one
   */
  public static void check(Map<String, String> settings) {
    of(settings, 1);
  }

  /**
   * Reads settings.
   *
   * @param threads of training where no setting says otherwise
   * @throws IllegalArgumentException as {@link #check}
   */
  static RetrainSettings of(Map<String, String> settings, int threads) {
    SettingValues values = new SettingValues(settings);
    Preset preset =
        Objects.requireNonNullElse(values.parsed(PRESET, Preset::ofFlag), Preset.LEEBERT);
    double bound = values.within(QUANTIZE_BOUND, 1, 0, ALL_POINTS);
    return new RetrainSettings(
        preset,
        training(values, preset, threads),
        data(values),
        new GateRules(
            values.within(MARGIN, 0.02, 0, 1),
            values.within(CLASS_MARGIN, 0.1, 0, 1),
            values.whole(CLASS_ROWS, 50, 1),
            values.parsed(GATE_PATIENCE, PatienceRange::of)),
        values.choice(WARM_START, "current", "backbone").equals("current"),
        values.parsed(BACKBONE, Path::of),
        values.wholeOrNull(MAX_LENGTH, 3),
        values.parsed(METRIC, Metric::ofLabel),
        values.wholeOrNull(PATIENCE, 0),
        values.choice(PROMOTE, "auto", "manual").equals("auto"),
        values.choice(QUANTIZE, "none", "int8").equals("int8") ? bound : null,
        values.whole(CHECKPOINT_EVERY, 100, 0),
        values.described());
  }

  private static Hyperparameters training(SettingValues values, Preset preset, int threads) {
    TrainingDevice device =
        TrainingDevice.valueOf(values.choice(DEVICE, "cpu", "cuda").toUpperCase(Locale.ROOT));
    Precision usualPrecision =
        device == TrainingDevice.CUDA ? Precision.BF16 : ProcessorPrecision.of(PROCESSOR);
    String precision =
        values.text(PRECISION) == null
            ? usualPrecision.name()
            : values.choice(PRECISION, "fp32", "bf16").toUpperCase(Locale.ROOT);
    Hyperparameters usual =
        preset.usual(values.whole(THREADS, threads, 1), Precision.valueOf(precision), device);
    double most = Double.POSITIVE_INFINITY;
    double rate = values.between(LEARNING_RATE, usual.learningRate(), 0, most);
    double usualExitRate = preset.literal() ? rate : usual.exitLearningRate();
    return new Hyperparameters(
        usual.method(),
        usual.exits(),
        values.whole(EPOCHS, 5, 1),
        values.whole(BATCH_SIZE, usual.batchSize(), 2),
        rate,
        values.between(EXIT_LEARNING_RATE, usualExitRate, 0, most),
        values.whole(LAYERS, usual.layers(), 0),
        usual.freezeEmbeddings(),
        usual.dropout(),
        usual.weightDecay(),
        usual.warmup(),
        usual.clip(),
        usual.stopAfter(),
        values.seed(usual.seed()),
        usual.threads(),
        usual.precision(),
        device);
  }

  private static DataRules data(SettingValues values) {
    int leastRows = values.whole(LEAST_ROWS, 100, 2);
    int maxRows = values.whole(MAX_ROWS, 0, 0);
    if (maxRows > 0 && maxRows < leastRows) {
      throw new IllegalArgumentException(
          "max-rows must be 0 for all, or at least the "
              + leastRows
              + " of least-rows, found '"
              + maxRows
              + "'");
    }
    return new DataRules(
        values.between(HELD_OUT_SHARE, 0.2, 0, 1),
        maxRows,
        leastRows,
        values.whole(LEAST_ROWS_PER_LABEL, 20, 2),
        values.choice(NEW_LABELS, "allow", "refuse").equals("allow"),
        values.choice(MISSING_LABELS, "refuse", "drop").equals("drop"),
        values.parsed(FORMAT, DataFormat::ofFlag),
        new Columns(
            values.text(TEXT_COLUMN),
            values.text(PAIR_COLUMN),
            values.text(LABEL_COLUMN),
            values.choice(HEADER, "true", "false").equals("true")));
  }
}
