package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @Test
  void aDeviceIsTheProcessorOrANumberedGpu() {
    assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
    assertThat(Device.parse("cuda:2")).isEqualTo(new Device(2)).hasToString("cuda:2");
    assertThat(Device.parse("cuda")).isEqualTo(new Device(0));
    assertThat(Device.CPU.cuda()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:a", "CPU", "cuda:1 "})
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected cpu, cuda or cuda:N")
        .hasMessageContaining("'" + text + "'");
  }
}
