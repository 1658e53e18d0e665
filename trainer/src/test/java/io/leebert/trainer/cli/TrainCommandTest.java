package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BackboneFolderFixture;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.SpellingTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command as users type it, with a small backbone of their own. */
class TrainCommandTest {
  private static final int LAYERS = 3;
  private static Path backbone;

  @TempDir Path folder;
  private Path data;
  private Path bundle;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeBackbone(@TempDir Path shared) throws IOException {
    BackboneConfig config =
        new BackboneConfig(
            LAYERS, 16, 2, 32, SpellingTokenizer.size(), 24, 2, 1e-12f, Activation.GELU);
    backbone =
        new BackboneFolderFixture(TinyBackbone.of(config, 0.15, SpellingTokenizer.json()))
            .write(shared.resolve("my-bert"));
  }

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("mails.csv"), TinyBundle.messages(240, 5));
    bundle = folder.resolve("models-mails");
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
      })
  void aSettingThatCannotBeIsRefusedBeforeAnythingIsRead(String option, String message) {
    assertThat(train(option)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(bundle).doesNotExist();
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
    err.getBuffer().setLength(0);
    assertThat(train()).isEqualTo(1);
    assertThat(err.toString()).startsWith("train: ").contains(words).hasLineCount(1);
    assertThat(bundle).doesNotExist();
  }

  /** With the backbone, the data and a bundle to be, unless the arguments say otherwise. */
  private int train(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    addUnlessGiven(all, "--backbone=", backbone.toString());
    addUnlessGiven(all, "--train=", data.toString());
    addUnlessGiven(all, "--out=", bundle.toString());
    addUnlessGiven(all, "--threads=", "1");
    addUnlessGiven(all, "--max-length=", "24");
    return new CommandLine(new TrainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static void addUnlessGiven(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }
}
