package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallModel;
import org.junit.jupiter.api.Test;

class ModelCheckTest {
  private final ModelManifest single = SmallModel.manifest(false);
  private final ModelManifest pairs = SmallModel.manifest(true);

  @Test
  void aPatienceBeyondTheLayersIsRefusedWithTheLargestThereIs() {
    assertThatThrownBy(() -> ModelCheck.run(Settings.with("leebert.patience", "5"), single))
        .isInstanceOf(StartException.class)
        .hasMessage("leebert.patience is 5, but small has 4 layers: expected 0 to 4");
  }

  @Test
  void plainTextIsRefusedForAModelOfPairs() {
    assertThatThrownBy(() -> ModelCheck.run(Settings.with("leebert.input.format", "text"), pairs))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("small was trained on pairs of texts, but leebert.input.format");
    assertThatCode(() -> ModelCheck.run(Settings.with("leebert.input.format", "json"), pairs))
        .doesNotThrowAnyException();
  }

  @Test
  void aFieldForASecondTextIsRefusedForAModelOfSingleTexts() {
    assertThatThrownBy(
            () ->
                ModelCheck.run(Settings.with("leebert.input.second.text.field", "answer"), single))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "small was trained on single texts, but leebert.input.second.text.field is set");
    assertThatCode(
            () -> ModelCheck.run(Settings.with("leebert.input.second.text.field", "answer"), pairs))
        .doesNotThrowAnyException();
  }
}
