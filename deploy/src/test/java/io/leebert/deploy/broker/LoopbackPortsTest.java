package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
  private final List<ServerSocket> held = new ArrayList<>();
  private final List<List<Integer>> tried = new ArrayList<>();

  @AfterEach
  void release() throws Exception {
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** As another process would, in the moment between choice and use. */
  private void take(int port) {
    try {
      held.add(new ServerSocket(port, 1, LoopbackPorts.ADDRESS));
    } catch (BindException e) {
      // Another process did: it is in use all the same.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that finds its last port taken as often as said. */
  private List<Integer> server(List<Integer> ports, int taken) {
    tried.add(ports);
    if (tried.size() <= taken) {
      take(ports.get(ports.size() - 1));
      throw new StartException("no port, attempt " + tried.size(), null);
    }
    return ports;
  }

  @Test
  void noPortIsGivenToTwoServersOfAProcess() {
    Set<Integer> all = new HashSet<>();
    for (int server = 0; server < 100; server++) {
      all.addAll(LoopbackPorts.free(2));
    }
    assertThat(all).hasSize(200);
  }

  @Test
  void portsLieBelowThoseThatAnyClientMayGet() {
    assertThat(LoopbackPorts.free(100)).allSatisfy(port -> assertThat(port).isBetween(1024, 32767));
  }

  @Test
  void aPortThatIsInUseIsPassedOver() {
    int given = LoopbackPorts.free(1).get(0);
    take(given + 1);
    assertThat(LoopbackPorts.free(20)).doesNotContain(given, given + 1);
  }

  @Test
  void aServerWhosePortIsTakenMeanwhileIsStartedOnOthers() {
    List<Integer> ports = LoopbackPorts.use(2, given -> server(given, 2));

    assertThat(tried).hasSize(3).last().isEqualTo(ports);
    assertThat(tried.stream().flatMap(List::stream)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aServerThatFindsItsPortTakenAgainAndAgainIsGivenUp() {
    assertThatThrownBy(() -> LoopbackPorts.use(1, given -> server(given, 9)))
        .isInstanceOf(StartException.class)
        .hasMessage("no port, attempt 3");
  }

  @Test
  void aServerThatFailsForAnotherReasonIsNotStartedAgain() {
    assertThatThrownBy(
            () ->
                LoopbackPorts.use(
                    1,
                    ports -> {
                      tried.add(ports);
                      throw new StartException("a wrong setting", null);
                    }))
        .hasMessage("a wrong setting");
    assertThat(tried).hasSize(1);
  }

  @Test
  void aPortOnWhichSomethingListensIsToldFromOneOnWhichNothingDoes() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 1, LoopbackPorts.ADDRESS)) {
      assertThat(BrokerProbe.listens(open.getLocalPort())).isTrue();
    }
    assertThat(BrokerProbe.listens(1)).isFalse();
  }
}
