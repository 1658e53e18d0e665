package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.ExportException;
import io.leebert.trainer.export.HeldOut;
import io.leebert.trainer.export.QuantizationException;
import io.leebert.trainer.export.ReadyBundle;
import io.leebert.trainer.report.RunFolder;
import io.leebert.trainer.report.RunFolderException;
import io.leebert.trainer.report.RunRecord;
import io.leebert.trainer.train.CheckpointFolder;
import io.leebert.trainer.train.Engine;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.LineProgress;
import io.leebert.trainer.train.ServedRule;
import io.leebert.trainer.train.TerminalProgress;
import io.leebert.trainer.train.TrainingException;
import io.leebert.trainer.train.TrainingListener;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: labelled texts in, a model bundle out. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a multi-exit model on labelled texts and writes a model bundle.",
      "Reads GLUE's SST-2, MRPC and CoLA files, CSV and TSV with a header, and JSON Lines."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the bundle is written",
      "1:the data, the training or the export failed; the message says why",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  leebert train --train messages.csv --out models/messages",
      "  leebert train --train train.tsv --dev dev.tsv --out models/sst2 --epochs 5",
      "  leebert train --train messages.csv --out models/small --quantize int8",
      "  leebert train --train spam.tsv --no-header --text-column 2 --label-column 1 --out m"
    })
public final class TrainCommand implements Callable<Integer> {

  private static final int BAR_WIDTH = 100;
  private static final int USUAL_PATIENCE = 4;
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Labelled texts to learn from.")
  @SuppressWarnings("NullAway.Init")
  private Path train;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description = "Labelled texts to score on; without it a part of --train is held out.")
  private @Nullable Path dev;

  @Option(
      names = "--dev-share",
      paramLabel = "SHARE",
      description = "Share of --train to hold out without --dev (default: 0.1).")
  private @Nullable Double devShare;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "BUNDLE",
      description = "Where the bundle goes; must not exist yet.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(names = "--name", description = "Name of the model (default: the bundle's file name).")
  private @Nullable String name;

  @Option(names = "--model-version", description = "Its version (default: the time in UTC).")
  private @Nullable String modelVersion;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Patience that the bundle is served with by default (default: 4, or the number of layers"
              + " where there are fewer).")
  private @Nullable Integer patience;

  @Option(
      names = "--speed-up",
      paramLabel = "TIMES",
      defaultValue = "1.96",
      description =
          "Speed-up by layers that the threshold of confidence or entropy exits is chosen for"
              + " (default: ${DEFAULT-VALUE}).")
  private double speedUp;

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final DataOptions dataOptions = new DataOptions();

  @Mixin private final TrainingOptions trainingOptions = new TrainingOptions();

  @Mixin private final QuantizeOptions quantizeOptions = new QuantizeOptions();

  @Mixin private final RunOptions runOptions = new RunOptions();

  private final Clock clock = Clock.systemUTC();

  /** The command, to be filled by picocli. */
  public TrainCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      run(spec.commandLine().getOut(), err);
      return 0;
    } catch (QuantizationException e) {
      return failed(
          err,
          e.getMessage()
              + "; with --resume and another --quantize or --quantize-bound the training need not"
              + " be repeated");
    } catch (DataException
        | TrainingException
        | BundleException
        | ExportException
        | RunFolderException
        | IllegalArgumentException
        | UncheckedIOException e) {
      return failed(err, e.getMessage());
    }
  }

  private static int failed(PrintWriter err, @Nullable String message) {
    err.println("train: " + message);
    err.flush();
    return 1;
  }

  private void run(PrintWriter output, PrintWriter err) {
    Engine.liftMemoryLimit();
    Hyperparameters settings = checkedSettings();
    Backbone backbone = sourceOptions.backbone();
    int served = servedPatience(usedLayers(settings, backbone));
    refuse(sourceOptions.problem(backbone));
    LabelledFile trainFile = dataOptions.read(train, err);
    LabelledFile devFile = dev == null ? null : dataOptions.read(dev, err);
    TrainingJob job = sourceOptions.job(trainFile, devFile, devShare, settings);
    Instant start = clock.instant();
    Checkpointing checkpoints = runOptions.checkpointing(out);
    try (TrainingListener listener = listener(err)) {
      TrainingJob.Outcome outcome = job.run(backbone, err, listener, checkpoints);
      int layers = backbone.config().layers();
      ServedRule rule =
          ServedRule.of(
              settings.exits().criterion(),
              served,
              layers,
              speedUp,
              outcome.result(),
              outcome.data());
      err.println("checking the graph against the trained network");
      err.flush();
      ReadyBundle ready = prepared(outcome, rule);
      err.println("writing the report");
      err.flush();
      RunRecord record =
          RunRecords.of(
              modelName(),
              trainingOptions.method.preset().flag(),
              task(trainFile),
              start,
              layers,
              outcome,
              rule,
              ready.quantization());
      RunFolder.write(runOptions.folder(out), record);
      // The bundle comes last: where it is, nothing is left to do after a cut.
      err.println("writing the bundle");
      err.flush();
      try (ModelBundle bundle = ready.write(out)) {
        clear(checkpoints, outcome);
        TrainSummary.print(
            output, outcome.result(), bundle, rule, ready.quantization(), runOptions.folder(out));
      }
    }
  }

  /** The run is over: what it would have needed to go on is in the way now. */
  private static void clear(Checkpointing checkpoints, TrainingJob.Outcome outcome) {
    CheckpointFolder folder = checkpoints.folder(outcome.provenance());
    if (folder != null) {
      folder.clear();
    }
  }

  /** Runs on the same task can be compared: GLUE's by name, others by their file. */
  static String task(LabelledFile file) {
    return switch (file.format()) {
      case SST2, MRPC, COLA -> file.format().name().toLowerCase(Locale.ROOT);
      case CSV, TSV, JSONL -> String.valueOf(file.file().getFileName());
    };
  }

  /** What can be refused before hours of work. */
  private Hyperparameters checkedSettings() {
    checkOut();
    refuse(runOptions.problem(out));
    refuse(quantizeOptions.problem());
    refuse(sourceOptions.problem());
    require(
        speedUp >= 1 && Double.isFinite(speedUp),
        "--speed-up must be 1 or above, found " + speedUp);
    require(name == null || !name.isBlank(), "--name must not be blank");
    require(modelVersion == null || !modelVersion.isBlank(), "--model-version must not be blank");
    require(
        dev == null || devShare == null,
        "--dev-share holds out a part of --train, --dev replaces it: give one of them");
    require(
        devShare == null || (devShare > 0 && devShare < 1),
        "--dev-share must be above 0 and below 1, found " + devShare);
    try {
      return trainingOptions.toHyperparameters();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void checkOut() {
    require(
        !Files.exists(out, LinkOption.NOFOLLOW_LINKS),
        "--out " + out + " exists already; a bundle is never overwritten");
    Path parent = out.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    require(
        parent != null && Files.isDirectory(parent) && Files.isWritable(parent),
        "--out " + out + " cannot be written: " + parent + " is no folder that can be written to");
  }

  private int usedLayers(Hyperparameters settings, Backbone backbone) {
    int all = backbone.config().layers();
    require(
        settings.layers() <= all,
        trainingOptions.namesLayers()
            ? "--layers must be at most the backbone's " + all + ", found " + settings.layers()
            : "--preset "
                + trainingOptions.method.preset().flag()
                + " uses the lowest "
                + settings.layers()
                + " layers, but the backbone has "
                + all
                + ": --layers takes fewer");
    return settings.layers() == 0 ? all : settings.layers();
  }

  private int servedPatience(int layers) {
    if (patience == null) {
      return Math.min(USUAL_PATIENCE, layers);
    }
    require(
        patience >= 0 && patience <= layers,
        "--patience must be between 0 and the number of layers, " + layers + ", found " + patience);
    return patience;
  }

  private void refuse(String problem) {
    require(problem.isEmpty(), problem);
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private static TrainingListener listener(PrintWriter err) {
    return ErrorStream.isTerminal()
        ? new TerminalProgress(System.err, BAR_WIDTH)
        : new LineProgress(err, System::nanoTime);
  }

  private String modelName() {
    return name == null ? String.valueOf(out.toAbsolutePath().normalize().getFileName()) : name;
  }

  private ReadyBundle prepared(TrainingJob.Outcome outcome, ServedRule rule) {
    List<TokenizedRow> rows = outcome.data().heldOut();
    HeldOut heldOut = new HeldOut(rows, outcome.result().probabilities());
    BundleDetails details =
        new BundleDetails(
            modelName(),
            modelVersion == null ? VERSION.format(clock.instant()) : modelVersion,
            outcome.data().metric(),
            outcome.textPair(),
            rule.rule(outcome.result().network().votes()),
            outcome.provenance());
    return new BundleExporter(clock, Runtime.getRuntime().availableProcessors())
        .prepare(outcome.result().network(), heldOut, details, quantizeOptions.int8Bound());
  }
}
