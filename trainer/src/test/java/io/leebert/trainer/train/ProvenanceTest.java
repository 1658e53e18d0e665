package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.data.BadRow;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataFormat;
import io.leebert.trainer.data.LabelledFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  private static final Path TRAIN = Path.of("folder", "train.csv");
  private static final TrainingData DATA = TinyTask.data(8, 4);

  @Test
  void itNamesDataByDigestAndEveryHyperparameter() {
    LabelledFile train = file(TRAIN, "abc", List.of(new BadRow(TRAIN, 3, "odd")));
    LabelledFile dev = file(Path.of("dev.csv"), "def", List.of());

    Map<String, String> map = Provenance.of(train, dev, DATA, "tiny", TinyTask.settings(3, 99));

    assertThat(map)
        .containsEntry("trainFile", "train.csv")
        .containsEntry("trainSha256", "abc")
        .containsEntry("trainBadRows", "1")
        .containsEntry("devSha256", "def")
        .containsEntry("heldOutRows", "4")
        .containsEntry("backbone", "tiny")
        .containsEntry("seed", "99")
        .containsKey("codeVersion");
    Set<String> grouped = Set.of("method", "exits");
    assertThat(map.keySet())
        .containsAll(
            Stream.of(Hyperparameters.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !grouped.contains(name))
                .toList())
        .contains("teachers", "temperature", "weights", "weightForm", "weightLearningRate", "cycle")
        .contains("twoStages", "pooling", "standardize", "earnedVotes", "calibrate", "exitBy");
  }

  @Test
  void withoutADevFileItSaysWhereTheHeldOutRowsCameFrom() {
    Map<String, String> map =
        Provenance.of(file(TRAIN, "abc", List.of()), null, DATA, "tiny", TinyTask.settings(3, 99));

    assertThat(map).containsKey("heldOut").doesNotContainKey("devSha256");
  }

  @Test
  void columnsThatWereAskedForArePartOfARun() {
    Columns columns = new Columns("2", null, "team", false);
    LabelledFile train =
        new LabelledFile(TRAIN, DataFormat.CSV, List.of(), List.of(), "abc", columns);

    Map<String, String> map = Provenance.of(train, null, DATA, "tiny", TinyTask.settings(3, 99));

    assertThat(map)
        .containsEntry("textColumn", "2")
        .containsEntry("labelColumn", "team")
        .containsEntry("header", "false")
        .doesNotContainKey("pairColumn");
    assertThat(Columns.usual().described()).isEmpty();
  }

  private static LabelledFile file(Path path, String sha256, List<BadRow> badRows) {
    return new LabelledFile(path, DataFormat.CSV, List.of(), badRows, sha256, Columns.usual());
  }
}
