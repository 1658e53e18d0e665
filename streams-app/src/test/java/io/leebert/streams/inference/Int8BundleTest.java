package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle whose weights the trainer made int8, as it is served: like any other. */
class Int8BundleTest {
  private static final int ROWS = 150;
  private static final List<String> WORDS =
      List.of("where", "parcel", "late", "money", "refund", "login", "password", "please", "7");

  private LoadedModel fp32;
  private LoadedModel int8;

  @BeforeEach
  void load() {
    fp32 = load("tiny-bundle");
    int8 = load("tiny-bundle-int8");
  }

  private static LoadedModel load(String name) {
    try (ModelBundle bundle = ModelBundle.read(Path.of("src", "test", "resources", name))) {
      return LoadedModel.load(bundle, new SessionSettings(Device.CPU, 1));
    }
  }

  @AfterEach
  void close() {
    fp32.close();
    int8.close();
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(int8.manifest().getProvenance()).containsEntry("quantize", "int8");
    assertThat(int8.manifest().getModelVersion()).isEqualTo("1-int8");
  }

  @Test
  void itAnswersAsTheBundleThatItWasMadeOf() {
    List<Row> rows = rows();
    List<Classification> expected = fp32.classifier().classify(rows);
    List<Classification> found = int8.classifier().classify(rows);

    int same = 0;
    for (int i = 0; i < ROWS; i++) {
      same += expected.get(i).best() == found.get(i).best() ? 1 : 0;
    }
    assertThat(same).isGreaterThanOrEqualTo(ROWS * 95 / 100);
  }

  @Test
  void rowsOfAllDepthsAndLengthsShareABatchAndAnswerAsTheyDoAlone() {
    List<Row> rows = rows();

    List<Classification> together = int8.classifier().classify(rows);

    for (int i = 0; i < ROWS; i++) {
      Classification alone = int8.classifier().classify(List.of(rows.get(i))).get(0);
      assertThat(together.get(i).exitLayer()).as("row %d", i).isEqualTo(alone.exitLayer());
      assertThat(together.get(i).probabilities())
          .as("row %d", i)
          .containsExactly(alone.probabilities(), within(2e-3f));
    }
  }

  /** Texts of 1 to 12 words, of patience 0 to 4 in turn. */
  private List<Row> rows() {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word <= random.nextInt(12); word++) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      rows.add(new Row(int8.tokenize(text.toString(), null), i % 5));
    }
    return rows;
  }
}
