package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.Preset;
import io.leebert.trainer.train.ProcessorPrecision;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The hyper-parameters of a run, as command line options. */
final class TrainingOptions {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  @Mixin MethodOptions method = new MethodOptions();

  @Option(
      names = "--epochs",
      defaultValue = "10",
      description =
          "At most so many epochs; methods that learn weights on the other half of the rows"
              + " (blo, clo-v1, clo-v2, clo-hyper) update the network on half of them"
              + " (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--batch-size", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Peak learning rate of the backbone (default: 1e-4).")
  @Nullable Double learningRate;

  @Option(
      names = "--exit-learning-rate",
      paramLabel = "RATE",
      description = "Peak learning rate of the exits (default: 5e-3).")
  @Nullable Double exitLearningRate;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Use only the backbone's lowest N layers; 0 means all (default: 0).")
  @Nullable Integer layers;

  @Option(
      names = "--freeze-embeddings",
      fallbackValue = "true",
      arity = "0..1",
      description = "Leave the embeddings as pre-trained, which is faster (default: true).")
  @Nullable Boolean freezeEmbeddings;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description =
          "Dropout inside the backbone; above 0 a step takes a third longer (default: 0).")
  @Nullable Double dropout;

  @Option(
      names = "--weight-decay",
      defaultValue = "0.01",
      description = "Default: ${DEFAULT-VALUE}.")
  double weightDecay;

  @Option(
      names = "--warmup",
      defaultValue = "0.1",
      description = "Share of the steps in which learning rates rise (default: ${DEFAULT-VALUE}).")
  double warmup;

  @Option(
      names = "--clip",
      defaultValue = "1",
      description = "Largest norm of the gradient (default: ${DEFAULT-VALUE}).")
  double clip;

  @Option(
      names = "--stop-after",
      defaultValue = "5",
      description =
          "Stop after so many epochs without a better average of the exits"
              + " (default: ${DEFAULT-VALUE}).")
  int stopAfter;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description =
          "Threads of the training engine; results are the same only for the same number"
              + " (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      description =
          "fp32 or bf16, of matrix products while training; results are the same only for the same"
              + " one (default: bf16 on a GPU and where the processor multiplies it itself, by AMX or"
              + " AVX512_BF16, else fp32).")
  @Nullable Precision precision;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      converter = DeviceConverter.class,
      description = "cpu or cuda; cuda needs a build with mvn -Pgpu (default: ${DEFAULT-VALUE}).")
  TrainingDevice device = TrainingDevice.CPU;

  /**
   * All of them together, the preset's where an option is not given.
   *
   * @throws IllegalArgumentException for a value that is out of range or does not fit another
   */
  Hyperparameters toHyperparameters() {
    Precision numbers = precision != null ? precision : usualPrecision();
    Preset preset = method.preset();
    Hyperparameters usual = preset.usual(threads, numbers, device);
    double rate = learningRate != null ? learningRate : usual.learningRate();
    double usualExitRate = preset.literal() ? rate : usual.exitLearningRate();
    return new Hyperparameters(
        method.method(),
        method.exits(),
        epochs,
        batchSize,
        rate,
        exitLearningRate != null ? exitLearningRate : usualExitRate,
        layers != null ? layers : usual.layers(),
        freezeEmbeddings != null ? freezeEmbeddings : usual.freezeEmbeddings(),
        dropout != null ? dropout : usual.dropout(),
        weightDecay,
        warmup,
        clip,
        stopAfter,
        seed,
        threads,
        numbers,
        device);
  }

  /** Whether the number of layers was asked for, and not the preset's. */
  boolean namesLayers() {
    return layers != null;
  }

  private Precision usualPrecision() {
    return device == TrainingDevice.CUDA ? Precision.BF16 : ProcessorPrecision.of(PROCESSOR);
  }

  /** As users type it, whatever case the command line allows. */
  static final class DeviceConverter implements ITypeConverter<TrainingDevice> {
    @Override
    public TrainingDevice convert(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "cpu" -> TrainingDevice.CPU;
        case "cuda" -> TrainingDevice.CUDA;
        default -> throw new TypeConversionException("expected cpu or cuda, found " + name);
      };
    }
  }
}
