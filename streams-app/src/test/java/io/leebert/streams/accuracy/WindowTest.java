package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.accuracy.Accuracy.AtExit;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window window = new Window("7");

  @Test
  void anEmptyOneHasNothingToSay() {
    assertThat(window.accuracy()).isEqualTo(new Accuracy("7", 0, 0, List.of()));
  }

  @Test
  void rightAndWrongCountByTheLayerThatEventsLeftAt() {
    window.add(1, true);
    window.add(3, false);
    window.add(3, true);
    Accuracy accuracy = window.accuracy();
    assertThat(accuracy.judged()).isEqualTo(3);
    assertThat(accuracy.right()).isEqualTo(2);
    assertThat(accuracy.exits())
        .containsExactly(new AtExit(1, 1), new AtExit(0, 0), new AtExit(2, 1));
  }

  @Test
  void onlyTheLastThousandCount() {
    for (int i = 0; i < 400; i++) {
      window.add(2, false);
    }
    for (int i = 0; i < 900; i++) {
      window.add(4, true);
    }
    Accuracy accuracy = window.accuracy();
    assertThat(accuracy.judged()).isEqualTo(1000);
    assertThat(accuracy.right()).isEqualTo(900);
    assertThat(accuracy.exits().get(1)).isEqualTo(new AtExit(100, 0));
    for (int i = 0; i < 5000; i++) {
      window.add(1, i % 4 == 0);
    }
    assertThat(window.accuracy().exits()).containsExactly(new AtExit(1000, 250));
  }

  @Test
  void anEncoderOfMoreLayersThanAreToldApartCountsAtTheLast() {
    window.add(500, true);
    assertThat(window.accuracy().exits()).hasSize(128).endsWith(new AtExit(1, 1));
  }
}
