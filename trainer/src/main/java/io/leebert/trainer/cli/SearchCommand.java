package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.report.RunFolderException;
import io.leebert.trainer.search.Candidate;
import io.leebert.trainer.search.CrossValidation;
import io.leebert.trainer.search.Grid;
import io.leebert.trainer.search.Trial;
import io.leebert.trainer.search.TrialFile;
import io.leebert.trainer.train.Engine;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.TrainingData;
import io.leebert.trainer.train.TrainingException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search}: the best settings by cross-validation, and what they are worth over seeds. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Searches a grid of settings by cross-validation on the training file only; a candidate's",
      "score is the mean over the folds of the average of the scores of all exits.",
      "With --seeds the best settings are then trained on the whole file from several seeds."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the table is printed",
      "1:the data or a training failed; the message says why",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  leebert search --train messages.csv --out search/messages --trials 8 --folds 3 --epochs 3",
      "  leebert search --train train.tsv --dev dev.tsv --out search/sst2 --seeds 5",
      "  leebert search --train train.tsv --out search/lr --learning-rates 5e-5,1e-4,2e-4"
    })
public final class SearchCommand implements Callable<Integer> {

  private static final String TRIALS = "trials.jsonl";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Labelled texts to search and learn from.")
  @SuppressWarnings("NullAway.Init")
  private Path train;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description =
          "Labelled texts to score the runs of --seeds on; the search never sees them. Without it"
              + " each of those runs holds out a tenth of --train.")
  private @Nullable Path dev;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Folder for the trials and the runs of --seeds. A search that was cut off goes on there.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--folds",
      defaultValue = "5",
      description = "Folds of the cross-validation (default: ${DEFAULT-VALUE}).")
  private int folds;

  @Option(
      names = "--trials",
      defaultValue = "0",
      description =
          "Try so many combinations, drawn at random by the seed; 0 means the whole grid"
              + " (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--seeds",
      defaultValue = "0",
      description =
          "Train the best settings from so many seeds, --seed and the following"
              + " (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--learning-rates",
      split = ",",
      paramLabel = "RATE",
      description = "Learning rates of the backbone (default: the paper's, 1e-5 to 5e-5).")
  private List<Double> learningRates = Grid.PAPER.learningRates();

  @Option(
      names = "--weight-learning-rates",
      split = ",",
      paramLabel = "RATE",
      description = "Learning rates of learned weights (default: the paper's, 1e-5 to 5e-3).")
  private List<Double> weightLearningRates = Grid.PAPER.weightLearningRates();

  @Option(
      names = "--batch-sizes",
      split = ",",
      paramLabel = "ROWS",
      description = "Batch sizes (default: the paper's, 16, 32 and 128).")
  private List<Integer> batchSizes = Grid.PAPER.batchSizes();

  @Option(
      names = "--cycles",
      split = ",",
      paramLabel = "C",
      description = "Cross-level cycle lengths (default: the paper's, 2, 4 and 8).")
  private List<Integer> cycles = Grid.PAPER.cycles();

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final DataOptions dataOptions = new DataOptions();

  @Mixin private final TrainingOptions trainingOptions = new TrainingOptions();

  /** The command, to be filled by picocli. */
  public SearchCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      run(spec.commandLine().getOut(), err);
      return 0;
    } catch (DataException
        | TrainingException
        | RunFolderException
        | IllegalArgumentException
        | UncheckedIOException e) {
      err.println("search: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private void run(PrintWriter output, PrintWriter err) {
    Engine.liftMemoryLimit();
    Hyperparameters settings = checkedSettings();
    Backbone backbone = sourceOptions.backbone();
    refuse(sourceOptions.problem(backbone));
    LabelledFile file = dataOptions.read(train, err);
    LabelledFile devFile = dev == null ? null : dataOptions.read(dev, err);
    if (devFile != null) {
      // What is wrong with it is better known now than after the search.
      sourceOptions.job(file, devFile, settings).prepare(backbone, err);
    }
    TrainingJob job = sourceOptions.job(file, null, settings);
    TrainingData data = SearchRows.whole(job.prepare(backbone, err), sourceOptions.maxRows);
    Map<String, String> identity = new TreeMap<>(job.provenance(backbone, data));
    identity.put("folds", Integer.toString(folds));
    TrialFile done = TrialFile.open(out.resolve(TRIALS), identity);
    Grid grid = new Grid(learningRates, weightLearningRates, batchSizes, cycles).fitting(settings);
    int count = trials == 0 ? Integer.MAX_VALUE : trials;
    List<Candidate> candidates = grid.drawn(count, new Random(settings.seed()));
    CrossValidation validation =
        new CrossValidation(backbone, data, folds, settings, QuietListener::new, System::nanoTime);
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      Trial trial =
          done.trials().stream()
              .filter(known -> known.candidate().equals(candidate))
              .findFirst()
              .orElse(null);
      if (trial == null) {
        trial = validation.trial(candidate);
        done.add(trial);
      }
      err.printf("trial %d of %d: %s%n", i + 1, candidates.size(), TrialTable.line(trial));
      err.flush();
    }
    List<Trial> ranked =
        done.trials().stream()
            .filter(trial -> candidates.contains(trial.candidate()))
            .sorted(Comparator.comparingDouble(Trial::mean).reversed())
            .toList();
    output.print(TrialTable.of(ranked, data.metric().label(), folds));
    output.flush();
    if (ranked.get(0).diverged()) {
      throw new TrainingException("every combination diverged; lower the learning rates");
    }
    if (seeds > 0) {
      seeds(backbone, file, devFile, ranked.get(0).candidate().in(settings), output, err);
    }
  }

  private void seeds(
      Backbone backbone,
      LabelledFile file,
      @Nullable LabelledFile devFile,
      Hyperparameters best,
      PrintWriter output,
      PrintWriter err) {
    SeedRuns runs =
        new SeedRuns(backbone, out, trainingOptions.method.preset().flag(), Clock.systemUTC(), err);
    for (int i = 0; i < seeds; i++) {
      runs.run(sourceOptions.job(file, devFile, best.withSeed(best.seed() + i)));
    }
    output.print(runs.summary());
    output.flush();
  }

  private Hyperparameters checkedSettings() {
    require(folds >= 2, "--folds must be at least 2, found " + folds);
    require(trials >= 0, "--trials must be 0 or above, found " + trials);
    require(seeds >= 0, "--seeds must be 0 or above, found " + seeds);
    require(
        dev == null || seeds > 0,
        "--dev is for the runs of --seeds; the search itself never looks at it: give --seeds too");
    refuse(sourceOptions.problem());
    try {
      Hyperparameters settings = trainingOptions.toHyperparameters();
      new Grid(learningRates, weightLearningRates, batchSizes, cycles)
          .candidates()
          .forEach(candidate -> candidate.in(settings));
      return settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void refuse(String problem) {
    require(problem.isEmpty(), problem);
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
