package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as users type it, with a small backbone of their own. */
class TrainCommandTest {
  private static final int LAYERS = TrainRun.LAYERS;

  private final Path folder;
  private final Path data;
  private final Path bundle;
  private final StringWriter out;
  private final StringWriter err;
  private final TrainRun run;

  TrainCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.run = new TrainRun(folder);
    this.data = run.data;
    this.bundle = run.bundle;
    this.out = run.out;
    this.err = run.err;
  }

  @Test
  void labelledTextsAndABackboneOfOnesOwnBecomeABundle() {
    int code = train("--epochs=2", "--dev-share=0.25");

    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("180 rows to train on, 60 held out of the same file");
    assertThat(out.toString()).contains("exit ", "score ", "votes ", "mean exit layer");
    try (ModelBundle made = ModelBundle.read(bundle)) {
      assertThat(made.manifest().getModel()).isEqualTo("models-mails");
      assertThat(made.manifest().getModelVersion()).matches("\\d{8}-\\d{6}");
      assertThat(made.manifest().getLabels())
          .containsExactlyInAnyOrder("parcel", "money", "password");
      assertThat(made.manifest().getLayers()).isEqualTo(LAYERS);
      assertThat(made.manifest().getQualityProfile()).hasSize(LAYERS + 1);
      assertThat(made.manifest().getExitRule().getPatience())
          .as("the usual 4 is more than there are layers")
          .isEqualTo(LAYERS);
      assertThat(made.manifest().getProvenance())
          .containsEntry("backbone", "my-bert")
          .containsEntry("epochs", "2")
          .containsEntry("seed", "42");
    }
  }

  @Test
  void theSameSeedTrainsTheSameNetworkAndAnotherSeedAnother() throws IOException {
    for (String threads : List.of("1", "2")) {
      Path first = folder.resolve("first-" + threads);
      Path second = folder.resolve("second-" + threads);
      Path third = folder.resolve("third-" + threads);
      train("--epochs=1", "--threads=" + threads, "--out=" + first);
      train("--epochs=1", "--threads=" + threads, "--out=" + second);
      train("--epochs=1", "--threads=" + threads, "--out=" + third, "--seed=7");

      assertThat(second.resolve("model.onnx")).hasSameBinaryContentAs(first.resolve("model.onnx"));
      assertThat(Files.mismatch(third.resolve("model.onnx"), first.resolve("model.onnx")))
          .isNotNegative();
    }
  }

  @Test
  void nameVersionPatienceAndLayersAreTheUsersToSet() {
    train("--epochs=1", "--name=mails", "--model-version=7", "--layers=2", "--patience=1");

    try (ModelBundle made = ModelBundle.read(bundle)) {
      assertThat(made.manifest().getModel()).isEqualTo("mails");
      assertThat(made.manifest().getModelVersion()).isEqualTo("7");
      assertThat(made.manifest().getLayers()).isEqualTo(2);
      assertThat(made.manifest().getExitRule().getPatience()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=0|epochs",
        "--batch-size=0|batch",
        "--cycle=0|cycle",
        "--dropout=1.5|dropout",
        "--learning-rate=-1|learning rate",
        "--temperature=0|temperature",
        "--threads=0|threads",
        "--teachers=some|--teachers",
        "--metric=bleu|unknown metric 'bleu', expected one of accuracy",
        "--patience=4|--patience must be between 0 and the number of layers, 3, found 4",
        "--patience=-1|--patience must be between 0",
        "--epochs=many|--epochs",
        "--epochs=-3|epochs must be at least 1, found -3",
        "--stop-after=0|early stopping needs at least 1 epoch, found 0",
        "--warmup=1|the warm-up share must be in [0, 1), found 1.0",
        "--clip=0|the gradient clip must be above 0, found 0.0",
        "--learning-rate=Infinity|the learning rate must be above 0 and finite, found Infinity",
        "--temperature=NaN|the temperature must be above 0 and finite, found NaN",
        "--weight-learning-rate=-1|the weights' learning rate must be 0 or above and finite",
        "--weight-decay=Infinity|weight decay must be 0 or above and finite, found Infinity",
        "--pooling=max|--pooling",
        "--layers=4|--layers must be at most the backbone's 3, found 4",
        "--preset=first-6|--preset first-6 uses the lowest 6 layers, but the backbone has 3: --layers takes fewer",
        "--layers=-1|the number of layers must not be negative, found -1",
        "--max-length=2|--max-length must be between 3 and the backbone's 24, found 2",
        "--max-length=25|--max-length must be between 3 and the backbone's 24, found 25",
        "--max-rows=-5|--max-rows must be 0 for all, or at least 4, found -5",
        "--max-rows=3|--max-rows must be 0 for all, or at least 4, found 3",
        "--dev-share=1.5|--dev-share must be above 0 and below 1, found 1.5",
        "--dev-share=0|--dev-share must be above 0 and below 1, found 0.0",
        "--dev-share=NaN|--dev-share must be above 0 and below 1, found NaN",
        "--name= |--name must not be blank",
        "--model-version=|--model-version must not be blank",
        "--format=xml|unknown format 'xml', expected one of sst2, mrpc, cola, csv, tsv, jsonl",
        "--nonsense|Unknown option: '--nonsense'",
      })
  void aSettingThatCannotBeIsRefusedBeforeAnythingIsRead(String option, String message)
      throws IOException {
    Files.delete(data);

    assertThat(train(option)).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElse("")).contains(message);
    assertThat(bundle).doesNotExist();
  }

  @Test
  void twoWaysToHoldRowsOutAreOneTooMany() {
    assertThat(train("--dev=" + data, "--dev-share=0.2")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--dev-share holds out a part of --train");
  }

  @Test
  void aBundleThatCouldNotBeWrittenIsRefusedBeforeTraining() throws IOException {
    Path inside = data.resolve("deeper").resolve("bundle");

    assertThat(train("--out=" + inside)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--out " + inside + " cannot be written: " + data + " is no folder");
    assertThat(train("--out=" + folder.resolve("new").resolve("models").resolve("b"))).isZero();
    assertThat(folder.resolve("new/models/b/manifest.json")).isRegularFile();
  }

  @Test
  void aBundleThatIsThereIsNeverOverwritten() throws IOException {
    Files.createDirectory(bundle);

    assertThat(train()).isEqualTo(2);
    assertThat(err.toString()).contains("exists already; a bundle is never overwritten");
    assertThat(bundle).isEmptyDirectory();
  }

  @Test
  void dataThatCannotBeUsedIsNamedInOneLine() throws IOException {
    Files.delete(data);
    assertFails("mails.csv");

    Files.writeString(data, "text,label\nhello,money\nplease,money\n");
    assertFails("mails.csv", "money");

    Files.writeString(data, "text,label\n");
    assertFails("mails.csv");

    Files.writeString(data, "subject,team\nhello,money\n");
    assertFails("mails.csv", "subject");

    Files.writeString(data, "");
    assertFails("mails.csv: the file is empty");

    Files.writeString(data, "text,label\na,x\nb,y\na,x\nb,y\n");
    assertFails("no label has two distinct texts");

    Files.delete(data);
    Files.createDirectory(data);
    assertFails("mails.csv is a folder, expected a file of labelled texts");
  }

  @Test
  void rowsTooFewToTrainOnAreCounted() throws IOException {
    Files.writeString(data, "text,label\na,x\nb,y\nc,x\nd,y\n");

    assertThat(train()).isEqualTo(1);
    assertThat(err.toString().lines())
        .last()
        .isEqualTo("train: training needs at least 4 rows, found 2");
  }

  @Test
  void aBackboneThatCannotBeUsedIsNamedInOneLine() {
    assertThat(train("--backbone=" + folder.resolve("none"))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("train: ")
        .contains("none is not a folder")
        .hasLineCount(1);
  }

  private void assertFails(String... words) {
    assertThat(train()).isEqualTo(1);
    assertThat(err.toString()).startsWith("train: ").contains(words).hasLineCount(1);
    assertThat(bundle).doesNotExist();
  }

  private int train(String... arguments) {
    return run.train(arguments);
  }

  @Test
  void aDeviceThatIsNotThereIsNamedWithWhatItNeeds() {
    assumeThat(torch.cuda_is_available()).isFalse();

    assertThat(train("--device=cuda")).isEqualTo(1);
    assertThat(run.err.toString())
        .contains("--device cuda: the training engine sees no GPU")
        .contains("mvn -Pgpu package");
    assertThat(run.bundle).doesNotExist();
  }

  @Test
  void aDeviceOfAnotherNameIsAWrongCommandLine() {
    assertThat(train("--device=tpu")).isEqualTo(2);
    assertThat(run.err.toString()).contains("expected cpu or cuda, found tpu");
  }
}
