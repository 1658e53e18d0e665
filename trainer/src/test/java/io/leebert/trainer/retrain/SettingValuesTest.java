package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingValuesTest {

  private static SettingValues of(String key, String value) {
    return new SettingValues(Map.of(key, value));
  }

  @Test
  void whatIsEmptyOrBlankIsNotGiven() {
    assertThat(of("epochs", " ").whole(RetrainSetting.EPOCHS, 7, 1)).isEqualTo(7);
    assertThat(of("patience", "").wholeOrNull(RetrainSetting.PATIENCE, 0)).isNull();
    assertThat(of("seed", " ").seed(42)).isEqualTo(42);
    assertThat(of("promote", "").choice(RetrainSetting.PROMOTE, "auto", "manual"))
        .isEqualTo("auto");
  }

  @Test
  void spaceAroundAValueAndItsCaseDoNotMatter() {
    assertThat(of("epochs", " 3 ").whole(RetrainSetting.EPOCHS, 7, 1)).isEqualTo(3);
    assertThat(of("promote", " Manual").choice(RetrainSetting.PROMOTE, "auto", "manual"))
        .isEqualTo("manual");
  }

  @Test
  void aBoundIsWithinOrWithoutAsItIsAskedFor() {
    assertThat(of("margin", "1").within(RetrainSetting.MARGIN, 0, 0, 1)).isEqualTo(1);
    assertThatThrownBy(() -> of("margin", "1.01").within(RetrainSetting.MARGIN, 0, 0, 1))
        .hasMessage("margin must be a number from 0 to 1, found '1.01'");
    assertThatThrownBy(
            () -> of("held-out-share", "1").between(RetrainSetting.HELD_OUT_SHARE, 0.2, 0, 1))
        .hasMessage("held-out-share must be a number above 0 and below 1, found '1'");
    assertThatThrownBy(
            () ->
                of("learning-rate", "0")
                    .between(RetrainSetting.LEARNING_RATE, 1, 0, Double.POSITIVE_INFINITY))
        .hasMessage("learning-rate must be a number above 0, found '0'");
  }

  @Test
  void whatIsNoNumberIsNeverWithinABound() {
    for (String value : new String[] {"NaN", "a tenth", "0,1"}) {
      assertThatThrownBy(() -> of("margin", value).within(RetrainSetting.MARGIN, 0, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("margin must be a number from 0 to 1, found '" + value + "'");
    }
    for (String value : new String[] {"1.5", "0", "99999999999"}) {
      assertThatThrownBy(() -> of("epochs", value).whole(RetrainSetting.EPOCHS, 7, 1))
          .hasMessage("epochs must be a whole number of 1 or more, found '" + value + "'");
    }
    assertThatThrownBy(() -> of("seed", "1e3").seed(42))
        .hasMessage("seed must be a whole number, found '1e3'");
  }

  @Test
  void aComplaintOfSomethingElseGetsTheSettingsName() {
    assertThatThrownBy(
            () ->
                of("metric", "luck")
                    .parsed(
                        RetrainSetting.METRIC,
                        text -> {
                          throw new IllegalStateException("there is no " + text);
                        }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metric: there is no luck");
  }

  @Test
  void whatWasGivenIsRememberedAsItWasGiven() {
    assertThat(of("epochs", " 3").described()).isEqualTo(Map.of("setting.epochs", " 3"));
  }
}
