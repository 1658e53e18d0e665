package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitRule;
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
import picocli.CommandLine;

class QuantizeCommandTest {
  private static Path bundle;

  @TempDir Path folder;
  private Path data;
  private Path target;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train(@TempDir Path shared) throws IOException {
    bundle = TinyBundle.write(shared.resolve("bundle"));
  }

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), TinyBundle.messages(300, 6));
    target = folder.resolve("int8");
  }

  @Test
  void makesASmallerBundleWhoseProfileIsItsOwnGraphs() throws Exception {
    assertThat(quantize("--bound=2")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("patience", "served", " MB, was ", "bundle: " + target + " (tiny 1-int8)");
    try (ModelBundle before = ModelBundle.read(bundle);
        ModelBundle after = ModelBundle.read(target)) {
      assertThat(Files.size(after.model())).isLessThan(Files.size(before.model()) * 3 / 4);
      ModelManifest manifest = after.manifest();
      assertThat(manifest.getModelVersion()).isEqualTo("1-int8");
      assertThat(manifest.getHeldOutRows()).isEqualTo(300);
      assertThat(manifest.getExitRule()).isEqualTo(before.manifest().getExitRule());
      assertThat(manifest.getProvenance())
          .containsAllEntriesOf(before.manifest().getProvenance())
          .containsEntry("quantize", "int8")
          .containsEntry("quantize.from", "1")
          .containsEntry("quantize.bound", "2.00")
          .containsKeys("quantize.servedScore.fp32", "quantize.fullDepthScore.int8");
      int layers = manifest.getLayers();
      for (int patience : List.of(0, 2, layers)) {
        List<TokenizedRow> rows = rows(after, Files.readString(data));
        long right = 0;
        List<GraphAnswer> answers = answers(after, rows, patience);
        for (int i = 0; i < rows.size(); i++) {
          right += answers.get(i).decision().predictedClass() == rows.get(i).gold() ? 1 : 0;
        }
        assertThat(manifest.getQualityProfile().get(patience).getScore())
            .isEqualTo((double) right / rows.size());
      }
    }
  }

  /**
   * Where the fp32 graph itself says what is right, any label that int8 weights change is a fall.
   */
  @Test
  void refusesWhatCostsMoreThanTheBoundAndWritesNothing() throws Exception {
    try (ModelBundle fp32 = ModelBundle.read(bundle)) {
      Files.writeString(data, relabelled(fp32, TinyBundle.messages(1200, 8)));
    }

    assertThat(quantize("--bound=0")).isEqualTo(1);
    assertThat(err.toString())
        .contains("quantize: int8 weights are refused: accuracy at ", "at most 0.00 are allowed");
    assertThat(target).doesNotExist();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(data);
    }

    assertThat(quantize("--bound=10")).as(err.toString()).isZero();
    assertThat(target).isDirectory();
  }

  @Test
  void refusesABundleThatIsInt8Already() {
    assertThat(quantize("--bound=2")).isZero();
    Path again = folder.resolve("again");

    assertThat(run("--bundle=" + target, "--data=" + data, "--out=" + again)).isEqualTo(1);
    assertThat(err.toString()).contains("the weights of " + target + " are int8 already");
    assertThat(again).doesNotExist();
  }

  @Test
  void refusesAWrongCommandLine() {
    assertThat(quantize("--bound=-1")).isEqualTo(2);
    assertThat(err.toString()).contains("must be 0 to 100 points, found -1.0");
    assertThat(run("--bundle=" + bundle, "--data=" + data, "--out=" + bundle)).isEqualTo(2);
    assertThat(err.toString()).contains("exists already");
    assertThat(run("--bundle=" + bundle, "--out=" + target)).isEqualTo(2);
    assertThat(target).doesNotExist();
  }

  @Test
  void refusesDataThatTheBundleCannotBeScoredOn() throws IOException {
    Files.writeString(data, "text,label\nwhere is my parcel,weather\n");

    assertThat(quantize()).isEqualTo(1);
    assertThat(err.toString()).startsWith("quantize: ").contains("weather");
    assertThat(target).doesNotExist();
  }

  /** The texts with the labels that a bundle's graph gives them at full depth. */
  static String relabelled(ModelBundle bundle, String csv) throws Exception {
    List<GraphAnswer> answers = answers(bundle, rows(bundle, csv), bundle.manifest().getLayers());
    List<String> lines = csv.lines().toList();
    StringBuilder relabelled = new StringBuilder("text,label\n");
    for (int i = 0; i < answers.size(); i++) {
      String line = lines.get(i + 1);
      relabelled
          .append(line, 0, line.lastIndexOf(',') + 1)
          .append(bundle.manifest().getLabels().get(answers.get(i).decision().predictedClass()))
          .append('\n');
    }
    return relabelled.toString();
  }

  private static List<GraphAnswer> answers(
      ModelBundle bundle, List<TokenizedRow> rows, int patience) throws Exception {
    try (GraphRunner graph = GraphRunner.open(bundle.model(), 1)) {
      return graph.run(rows, ExitRule.ofPatience(patience, bundle.manifest().getVotes()));
    }
  }

  private static List<TokenizedRow> rows(ModelBundle bundle, String csv) throws IOException {
    List<String> labels = bundle.manifest().getLabels();
    try (TextTokenizer tokenizer =
        TextTokenizer.of(Files.readString(bundle.tokenizer()), bundle.manifest().getMaxLength())) {
      return csv.lines()
          .skip(1)
          .map(
              line -> {
                int comma = line.lastIndexOf(',');
                int gold = labels.indexOf(line.substring(comma + 1));
                return tokenizer.tokenize(line.substring(0, comma), null, gold);
              })
          .toList();
    }
  }

  private int quantize(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--bundle=" + bundle, "--data=" + data, "--out=" + target));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(new QuantizeCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
