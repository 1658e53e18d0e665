package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HyperparametersTest {

  @Test
  void whatIsOutOfRangeIsNamedWithWhatWasFound() {
    assertThatThrownBy(() -> settings(0, 32, 1e-4, 0))
        .hasMessage("epochs must be at least 1, found 0");
    assertThatThrownBy(() -> settings(1, 1, 1e-4, 0))
        .hasMessage("the batch size must be at least 2, found 1");
    assertThatThrownBy(() -> settings(1, 32, -1, 0))
        .hasMessage("the learning rate must be above 0 and finite, found -1.0");
    assertThatThrownBy(() -> settings(1, 32, Double.NaN, 0))
        .hasMessage("the learning rate must be above 0 and finite, found NaN");
    assertThatThrownBy(() -> settings(1, 32, 1e-4, 1))
        .hasMessage("dropout must be in [0, 1), found 1.0");
  }

  @Test
  void whatIsAtTheEdgeIsAllowed() {
    assertThat(new SettingsBuilder().clip(Double.POSITIVE_INFINITY).build().clip()).isInfinite();
    assertThat(new SettingsBuilder().weightLearningRate(0).build().method().weightLearningRate())
        .isZero();
    assertThat(new SettingsBuilder().weightDecay(0).dropout(0).cycle(1).stopAfter(1).build())
        .isEqualTo(new SettingsBuilder().weightDecay(0).dropout(0).cycle(1).stopAfter(1).build());
  }

  @Test
  void everyOtherNumberIsCheckedToo() {
    assertThatThrownBy(() -> new SettingsBuilder().cycle(0).build())
        .hasMessage("the cycle must be at least 1, found 0");
    assertThatThrownBy(() -> new SettingsBuilder().clip(0).build())
        .hasMessage("the gradient clip must be above 0, found 0.0");
    assertThatThrownBy(() -> new SettingsBuilder().clip(Double.NaN).build())
        .hasMessage("the gradient clip must be above 0, found NaN");
    assertThatThrownBy(() -> new SettingsBuilder().layers(-1).build())
        .hasMessage("the number of layers must not be negative, found -1");
    assertThatThrownBy(() -> new SettingsBuilder().stopAfter(0).build())
        .hasMessage("early stopping needs at least 1 epoch, found 0");
    assertThatThrownBy(() -> new SettingsBuilder().threads(0).build())
        .hasMessage("threads must be at least 1, found 0");
    assertThatThrownBy(() -> new SettingsBuilder().weightDecay(Double.NaN).build())
        .hasMessage("weight decay must be 0 or above and finite, found NaN");
    assertThatThrownBy(
            () -> new SettingsBuilder().learningRates(1e-3, Double.POSITIVE_INFINITY).build())
        .hasMessage("the exits' learning rate must be above 0 and finite, found Infinity");
  }

  @Test
  void theyDescribeThemselvesInPlainWords() {
    assertThat(settings(3, 32, 5e-5, 0.1).described())
        .containsEntry("epochs", "3")
        .containsEntry("learningRate", "5.0E-5")
        .containsEntry("teachers", "all")
        .containsEntry("pooling", "mean")
        .containsEntry("weights", "clo-v2")
        .containsEntry("weightForm", "normalized")
        .containsEntry("exitBy", "patience")
        .containsEntry("precision", "fp32");
  }

  private static Hyperparameters settings(
      int epochs, int batchSize, double learningRate, double dropout) {
    return new SettingsBuilder()
        .epochs(epochs)
        .batchSize(batchSize)
        .learningRates(learningRate, 5e-3)
        .dropout(dropout)
        .build();
  }
}
