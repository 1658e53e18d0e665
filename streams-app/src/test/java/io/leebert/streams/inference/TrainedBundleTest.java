package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.PatienceQuality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle that the trainer made, as it is served. */
class TrainedBundleTest {
  private static final int LAYERS = 4;
  private static final List<String> WORDS =
      List.of(
          "where",
          "parcel",
          "late",
          "money",
          "refund",
          "login",
          "password",
          "please",
          "the",
          "hello",
          "xylophone",
          "7",
          "is",
          "thanks");

  private LoadedModel model;

  @BeforeEach
  void load() {
    try (ModelBundle bundle = ModelBundle.read(Path.of("src/test/resources/tiny-bundle"))) {
      model = LoadedModel.load(bundle, new SessionSettings(Device.CPU, 1));
    }
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void itKnowsWhatItLearnt() {
    assertThat(label("where is my parcel")).isEqualTo("parcel");
    assertThat(label("please refund my money")).isEqualTo("money");
    assertThat(label("please reset my password today")).isEqualTo("password");
  }

  @Test
  void theNetworkSeesWhichTokensAreOfTheSecondText() {
    TokenizedText pair = model.tokenizer().tokenize("where parcel", "late refund");
    TokenizedText one = new TokenizedText(pair.ids(), new long[pair.length()], pair.truncated());
    assertThat(pair.segmentIds()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    Row short1 = new Row(model.tokenizer().tokenize("late", null), LAYERS);
    List<Classification> together =
        model.classifier().classify(List.of(new Row(pair, LAYERS), short1, new Row(one, LAYERS)));
    assertThat(together.get(0).probabilities()).isNotEqualTo(together.get(2).probabilities());
    assertThat(together.get(0).probabilities())
        .containsExactly(
            model.classifier().classify(List.of(new Row(pair, LAYERS))).get(0).probabilities(),
            within(1e-5f));
  }

  @Test
  void rowsOfAllDepthsAndLengthsShareABatchAndAnswerAsTheyDoAlone() {
    List<Row> rows = rows(120);

    List<Classification> together = model.classifier().classify(rows);

    for (int i = 0; i < rows.size(); i++) {
      Classification alone = model.classifier().classify(List.of(rows.get(i))).get(0);
      assertThat(together.get(i).exitLayer()).as("row %d", i).isEqualTo(alone.exitLayer());
      assertThat(together.get(i).probabilities())
          .as("row %d", i)
          .containsExactly(alone.probabilities(), within(1e-5f));
    }
  }

  @Test
  void aRowLeavesNoSoonerThanItsPatienceAllowsAndSomeStayLonger() {
    List<Row> rows = rows(300);
    List<Classification> answers = model.classifier().classify(rows);

    TreeSet<Integer> ofPatienceOne = new TreeSet<>();
    for (int i = 0; i < rows.size(); i++) {
      int patience = rows.get(i).patience();
      int layer = answers.get(i).exitLayer();
      assertThat(layer).isBetween(Math.min(patience + 1, LAYERS), LAYERS);
      if (patience == 1) {
        ofPatienceOne.add(layer);
      }
      if (patience == 0) {
        assertThat(layer).isEqualTo(1);
      }
    }
    assertThat(ofPatienceOne).as("exits disagree on some rows").hasSizeGreaterThan(1);
  }

  @Test
  void itsProfilePromisesMoreDepthForMorePatience() {
    List<PatienceQuality> profile = model.manifest().getQualityProfile();

    assertThat(profile).extracting(PatienceQuality::getPatience).containsExactly(0, 1, 2, 3, 4);
    assertThat(IntStream.range(1, 4))
        .allMatch(p -> profile.get(p).getMeanExitLayer() > profile.get(p - 1).getMeanExitLayer());
  }

  @Test
  void aLongTextIsCutToWhatTheModelReads() {
    TokenizedText tokens = model.tokenize("parcel ".repeat(200), null);

    assertThat(tokens.truncated()).isTrue();
    assertThat(tokens.ids()).hasSize(model.manifest().getMaxLength());
    assertThat(model.classifier().classify(List.of(new Row(tokens, LAYERS)))).hasSize(1);
  }

  private String label(String text) {
    Row row = new Row(model.tokenize(text, null), LAYERS);
    return model
        .manifest()
        .getLabels()
        .get(model.classifier().classify(List.of(row)).get(0).best());
  }

  /** Texts of 1 to 14 words, of patience 0 to 4 in turn. */
  private List<Row> rows(int count) {
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word <= random.nextInt(14); word++) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      rows.add(new Row(model.tokenize(text.toString(), null), i % (LAYERS + 1)));
    }
    return rows;
  }
}
