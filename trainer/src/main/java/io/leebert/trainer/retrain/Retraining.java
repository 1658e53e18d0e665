package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.BundleFiles;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.HeldOut;
import io.leebert.trainer.export.QuantizationException;
import io.leebert.trainer.train.CheckpointFolder;
import io.leebert.trainer.train.ServedRule;
import io.leebert.trainer.train.Trainer;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One retraining from rows to decision. */
final class Retraining {

  private static final int USUAL_PATIENCE = 4;
  private static final double USUAL_SPEED_UP = 1.96;

  /** Rows between two questions whether to go on. */
  private static final int ROWS_AT_ONCE = 1000;

  private final RetrainRequest request;
  private final RetrainSettings settings;
  private final RetrainWatch watch;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final int threads;
  private final BaseFiles files;

  Retraining(
      RetrainRequest request,
      RetrainSettings settings,
      RetrainWatch watch,
      Clock clock,
      LongSupplier nanoTime,
      int threads) {
    this.request = request;
    this.settings = settings;
    this.watch = watch;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.files = new BaseFiles(settings.data());
  }

  /**
   * Carries it out.
   *
   * @throws RefusedException when nothing can be made
   * @throws StoppedException when it was cancelled
   */
  RetrainResult run() {
    watch.enters(RetrainPhase.READING);
    ModelBundle current = request.current();
    RetrainRows rows = rows(current == null ? null : current.manifest());
    rows.notices().forEach(watch::notice);
    String learned =
        current == null
            ? null
            : LearnedBefore.notice(current.manifest(), settings.data().heldOutShare());
    if (learned != null) {
      watch.notice(learned);
    }
    Path folder = request.workFolder().resolve("bundle");
    ModelBundle found = complete(folder);
    try (ModelBundle made = found != null ? found : make(rows, folder)) {
      watch.enters(RetrainPhase.SCORING);
      GateReport gate =
          new Gate(settings.gate(), threads, watch::check).compare(made, current, rows.heldOut());
      watch.check();
      return gate.passed()
          ? new RetrainResult.Accepted(folder, gate, settings.promotes())
          : new RetrainResult.Rejected(folder, gate);
    }
  }

  private RetrainRows rows(@Nullable ModelManifest current) {
    RowIntake intake = new RowIntake();
    try {
      files.read(request.baseFiles(), intake);
    } catch (DataException e) {
      throw new RefusedException("base file " + e.getMessage(), intake.counts());
    }
    int count = 0;
    for (Labelled row : request.rows()) {
      if (count++ % ROWS_AT_ONCE == 0) {
        watch.check();
      }
      intake.add(row);
    }
    return RetrainRows.of(intake, settings.data(), current);
  }

  /** A bundle that an earlier run finished, if there is one: only its decision was not told. */
  private @Nullable ModelBundle complete(Path folder) {
    if (!Files.exists(folder)) {
      return null;
    }
    ModelBundle bundle;
    try {
      bundle = ModelBundle.read(folder);
    } catch (BundleException e) {
      watch.notice("the bundle is made again: " + e.getMessage());
      BundleFiles.deleteRecursively(folder);
      return null;
    }
    ModelManifest manifest = bundle.manifest();
    String command = manifest.getProvenance().get(RetrainProvenance.COMMAND);
    if (!manifest.getModel().equals(request.model())
        || !manifest.getModelVersion().equals(request.version())
        || !request.commandId().equals(command)) {
      throw new IllegalStateException(
          "%s holds %s %s of command %s, expected nothing or %s %s of command %s"
              .formatted(
                  folder,
                  manifest.getModel(),
                  manifest.getModelVersion(),
                  command,
                  request.model(),
                  request.version(),
                  request.commandId()));
    }
    watch.notice("the bundle is complete already");
    return bundle;
  }

  private ModelBundle make(RetrainRows rows, Path folder) {
    StartingPoint start = StartingPoint.of(settings, request.current());
    watch.check();
    if (request.current() == null && settings.fromCurrent()) {
      watch.notice("there is no current model to start from, training starts from the backbone");
    }
    int layers = start.layers(settings);
    int patience = patience(layers);
    TrainingData data = data(rows, start);
    Map<String, String> provenance =
        RetrainProvenance.of(request, settings, start, rows, data, files.provenance());
    CheckpointFolder checkpoints =
        new CheckpointFolder(request.workFolder().resolve("checkpoints"), provenance);
    checkpoints
        .obstacle()
        .ifPresent(
            why -> {
              // Rows may have expired, or a new release trains otherwise: the command still stands.
              watch.notice("training begins anew: " + why);
              checkpoints.clear();
            });
    watch.epochs(settings.training().epochs());
    watch.enters(RetrainPhase.TRAINING);
    TrainingResult result =
        start.train(
            new Trainer(
                settings.training(), watch, nanoTime, checkpoints, settings.checkpointEvery()),
            data);
    watch.enters(RetrainPhase.EXPORTING);
    ExitCriterion criterion = settings.training().exits().criterion();
    ServedRule rule = ServedRule.of(criterion, patience, layers, USUAL_SPEED_UP, result, data);
    BundleDetails details =
        new BundleDetails(
            request.model(),
            request.version(),
            data.metric(),
            rows.textPair(),
            rule.rule(result.network().votes()),
            provenance);
    ModelBundle bundle = export(result, data, details, folder);
    checkpoints.clear();
    return bundle;
  }

  private ModelBundle export(
      TrainingResult result, TrainingData data, BundleDetails details, Path folder) {
    try {
      return new BundleExporter(clock, threads, watch::check)
          .prepare(
              result.network(),
              new HeldOut(data.heldOut(), result.probabilities()),
              details,
              settings.int8Bound())
          .write(folder);
    } catch (QuantizationException e) {
      throw new RefusedException(
          e.getMessage() + "; quantize=none or a larger quantize-bound allows it", Map.of());
    }
  }

  private int patience(int layers) {
    Integer asked = settings.patience();
    if (asked != null && asked > layers) {
      throw new RefusedException(
          "patience must be at most the number of layers, " + layers + ", found " + asked,
          Map.of());
    }
    ModelBundle current = request.current();
    int usual = current == null ? USUAL_PATIENCE : current.manifest().getExitRule().getPatience();
    return asked != null ? asked : Math.min(usual, layers);
  }

  private TrainingData data(RetrainRows rows, StartingPoint start) {
    int maxLength = start.maxLength(settings, rows.textPair());
    ModelBundle current = request.current();
    Metric usual =
        current == null ? Metric.ACCURACY : Metric.ofLabel(current.manifest().getMetric());
    Metric metric = settings.metric() != null ? settings.metric() : usual;
    try (TextTokenizer tokenizer = TextTokenizer.of(start.backbone().tokenizerJson(), maxLength)) {
      List<TokenizedRow> learn = tokenized(rows.train(), rows.labels(), tokenizer);
      List<TokenizedRow> score = tokenized(rows.heldOut(), rows.labels(), tokenizer);
      return new TrainingData(learn, score, rows.labels(), maxLength, metric);
    }
  }

  private List<TokenizedRow> tokenized(
      List<Sample> rows, List<String> labels, TextTokenizer tokenizer) {
    List<TokenizedRow> tokens = new ArrayList<>(rows.size());
    for (Sample row : rows) {
      if (tokens.size() % ROWS_AT_ONCE == 0) {
        watch.check();
      }
      tokens.add(tokenizer.tokenize(row.text(), row.secondText(), labels.indexOf(row.label())));
    }
    return tokens;
  }
}
