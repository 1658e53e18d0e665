package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.DataFormat;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.LabelledTextReader;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.ExportException;
import io.leebert.trainer.export.HeldOut;
import io.leebert.trainer.train.LineProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class TrainingJobTest {

  private static final List<String> PARCEL = List.of("late", "parcel", "where", "is");
  private static final List<String> MONEY = List.of("refund", "money", "please", "thanks");

  private final Path folder;
  private final Backbone backbone =
      TinyBackbone.of(
          new BackboneConfig(2, 16, 2, 32, 14, 16, 2, 1e-12f, Activation.GELU),
          0.15,
          TinyTokenizer.json());
  private final StringWriter messages = new StringWriter();
  private final StringWriter progress = new StringWriter();

  TrainingJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aCsvFileBecomesATrainedNetworkThatTellsItsLabelsApart() throws IOException {
    LabelledFile file = messages("train.csv", 200);

    TrainingJob.Outcome outcome = job(file, null, 0, 16, "--epochs=6").run();

    assertThat(outcome.result().scores().scores())
        .hasSize(2)
        .allSatisfy(score -> assertThat(score).isGreaterThan(0.9));
    assertThat(outcome.result().network().labels()).containsExactly("money", "parcel");
    assertThat(outcome.result().probabilities()).hasNumberOfRows(outcome.data().heldOut().size());
    assertThat(outcome.textPair()).isFalse();
    assertThat(outcome.provenance()).containsEntry("trainSha256", file.sha256());
    assertThat(messages.toString()).contains("held out of the same file, 2 labels");
    assertThat(progress.toString()).contains("best epoch");
  }

  @Test
  void theTrainedNetworkIsExportedAsOneGraphThatDecidesAsItDoes() throws IOException {
    TrainingJob.Outcome outcome = job(messages("train.csv", 200), null, 0, 16, "--epochs=3").run();
    HeldOut heldOut = new HeldOut(outcome.data().heldOut(), outcome.result().probabilities());
    BundleDetails details =
        new BundleDetails(
            "shop",
            "1",
            Metric.ACCURACY,
            false,
            ExitRule.ofPatience(1, outcome.result().network().votes()),
            outcome.provenance());

    try (ModelBundle bundle =
        new BundleExporter(Clock.systemUTC(), 1)
            .export(outcome.result().network(), heldOut, details, folder.resolve("bundle"))) {
      assertThat(bundle.manifest().getQualityProfile()).hasSize(3);
      assertThat(bundle.manifest().getLabels()).containsExactly("money", "parcel");
    }

    float[][][] wrong = new float[heldOut.rows().size()][2][2];
    HeldOut otherAnswers = new HeldOut(heldOut.rows(), wrong);
    BundleExporter exporter = new BundleExporter(Clock.systemUTC(), 1);
    Path refused = folder.resolve("refused");
    assertThatThrownBy(
            () -> exporter.export(outcome.result().network(), otherAnswers, details, refused))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("differs from the trained network at held-out row");
    assertThat(refused).doesNotExist();
  }

  @Test
  void aDevFileIsScoredOnWholeAndAllOfTheTrainingFileIsLearntFrom() throws IOException {
    TrainingJob.Outcome outcome =
        job(messages("train.csv", 60), messages("dev.csv", 24), 0, 16, "--epochs=1").run();

    assertThat(outcome.data().train()).hasSize(60);
    assertThat(outcome.data().heldOut()).hasSize(24);
    assertThat(outcome.provenance()).containsKey("devSha256");
  }

  @Test
  void maxRowsLimitsWhatIsLearntFromAndLongTextsAreReported() throws IOException {
    TrainingJob.Outcome outcome =
        job(messages("train.csv", 80), messages("dev.csv", 24), 30, 4, "--epochs=1").run();

    assertThat(outcome.data().train()).hasSize(30);
    assertThat(messages.toString()).contains("rows are longer than 4 tokens and cut");
  }

  @Test
  void gluesSetsHaveTheirOwnMetric() throws IOException {
    Path cola = folder.resolve("cola.tsv");
    Files.writeString(cola, "x\t1\t\tlate parcel\nx\t0\t*\tmoney\n".repeat(20));
    LabelledFile file = new LabelledTextReader(DataFormat.COLA, Columns.usual()).read(cola);

    assertThat(job(file, file, 0, 16, "--epochs=1").run().data().metric())
        .isEqualTo(Metric.MATTHEWS);
  }

  @Test
  void whatCannotBeTrainedOnIsNamed() throws IOException {
    LabelledFile train = messages("train.csv", 40);
    Path pairs = folder.resolve("pairs.csv");
    Files.writeString(pairs, "text,text_pair,label\nlate,parcel,money\n");
    LabelledFile paired = new LabelledTextReader(null, Columns.usual()).read(pairs);

    assertThatThrownBy(() -> job(train, paired, 0, 16, "--epochs=1").run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only one of them has a second text");
    assertThatThrownBy(() -> job(train, null, 0, 99, "--epochs=1").run())
        .isInstanceOf(DataException.class)
        .hasMessage("--max-length must be between 3 and the backbone's 16, found 99");
  }

  /** A job whose other settings are the command line's defaults, quicker and on one thread. */
  private ReadyJob job(
      LabelledFile train, @Nullable LabelledFile dev, int maxRows, int maxLength, String... flags) {
    TrainingOptions options = new TrainingOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("training", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(flags);
    options.threads = 1;
    options.learningRate = 1e-3;
    return new ReadyJob(
        new TrainingJob(train, dev, maxRows, 0.2, maxLength, null, options.toHyperparameters()));
  }

  private final class ReadyJob {
    private final TrainingJob job;

    ReadyJob(TrainingJob job) {
      this.job = job;
    }

    TrainingJob.Outcome run() {
      try (LineProgress lines = new LineProgress(new PrintWriter(progress), System::nanoTime)) {
        return job.run(backbone, new PrintWriter(messages, true), lines);
      }
    }
  }

  /** Messages of 4 to 8 words, half about parcels, half about money; some words tell nothing. */
  private LabelledFile messages(String name, int count) throws IOException {
    Random random = new Random(name.hashCode());
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < count; i++) {
      List<String> words = i % 2 == 0 ? PARCEL : MONEY;
      csv.append("hello my");
      for (int word = 0; word < 2 + random.nextInt(5); word++) {
        csv.append(' ').append(words.get(random.nextInt(words.size())));
      }
      csv.append(i % 2 == 0 ? ",parcel\n" : ",money\n");
    }
    Path file = Files.writeString(folder.resolve(name), csv);
    return new LabelledTextReader(null, Columns.usual()).read(file);
  }
}
