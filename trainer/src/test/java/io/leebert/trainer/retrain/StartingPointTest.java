package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.SpellingTokenizer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingPointTest {

  @TempDir Path folder;

  private static StartingPoint tiny(int typeVocabulary) {
    return new StartingPoint(
        TinyBackbone.of(
            new BackboneConfig(
                2,
                32,
                4,
                64,
                SpellingTokenizer.size(),
                48,
                typeVocabulary,
                1e-12f,
                Activation.GELU),
            0.15,
            SpellingTokenizer.json()),
        null);
  }

  private static RetrainSettings settings(String... pair) {
    return RetrainSettings.of(pair.length == 0 ? Map.of() : Map.of(pair[0], pair[1]), 1);
  }

  @Test
  void aBackboneThatIsNotThereIsRefusedByName() {
    String none = folder.resolve("none").toString();

    assertThatThrownBy(() -> StartingPoint.of(settings("backbone", none), null))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("backbone: ")
        .hasMessageContaining(none);
  }

  @Test
  void unlessOtherwiseAskedAllLayersAreUsedAndRowsAreAsLongAsTheyCanBe() {
    assertThat(tiny(2).layers(settings())).isEqualTo(2);
    assertThat(tiny(2).layers(settings("layers", "1"))).isEqualTo(1);
    assertThat(tiny(2).maxLength(settings(), false)).isEqualTo(48);
    assertThat(tiny(2).maxLength(settings("max-length", "16"), true)).isEqualTo(16);
  }

  @Test
  void aPairNeedsRoomForTwoTexts() {
    RetrainSettings four = settings("max-length", "4");

    assertThat(tiny(2).maxLength(four, false)).isEqualTo(4);
    assertThatThrownBy(() -> tiny(2).maxLength(four, true))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("max-length must be between 5 and the 48 of ")
        .hasMessageEndingWith(", found 4");
  }

  @Test
  void aBackboneOfSingleTextsLearnsNoPairs() {
    assertThatThrownBy(() -> tiny(1).maxLength(settings(), true))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("rows are pairs of texts, but ")
        .hasMessageEndingWith(" knows single texts only");
    assertThat(tiny(1).maxLength(settings(), false)).isEqualTo(48);
  }

  @Test
  void whereItStartedIsSaid() {
    assertThat(tiny(2).provenance()).containsEntry("warmStart", "backbone").containsKey("backbone");
  }
}
