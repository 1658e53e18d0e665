package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitLayersTest {

  @Test
  void layersOfEveryEncoderThereIsAreToldApartAndThoseBeyondAreOne() {
    for (int layer = 1; layer <= 128; layer++) {
      assertThat(ExitLayers.toldApart(layer)).isEqualTo(layer);
    }
    assertThat(ExitLayers.toldApart(129)).isEqualTo(128);
    assertThat(ExitLayers.toldApart(Integer.MAX_VALUE)).isEqualTo(ExitLayers.MOST);
  }
}
