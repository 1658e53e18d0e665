package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
  @Test
  void portsOfOneCallAreDifferent() {
    List<Integer> ports = LoopbackPorts.free(8);

    assertThat(ports).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void aPortOnWhichSomethingListensIsToldFromOneOnWhichNothingDoes() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 1, LoopbackPorts.ADDRESS)) {
      assertThat(BrokerProbe.listens(open.getLocalPort())).isTrue();
    }
    assertThat(BrokerProbe.listens(1)).isFalse();
  }
}
