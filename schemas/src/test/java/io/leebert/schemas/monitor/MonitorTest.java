package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a program's monitor has of its own accord, and what becomes of it. */
class MonitorTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final Meters meters = new Meters();
  private final Health health =
      new GivenHealth(
          new Verdict(true, "alive", Map.of()), new Verdict(false, "not yet", Map.of()));

  MonitorTest() {
    meters.closing(closed::incrementAndGet);
  }

  @Test
  void metricsAndHealthStandBesideWhatTheProgramHasOfItsOwn() throws Exception {
    Routes own = new Routes().page("/", () -> Answer.text(200, "mine"));
    try (Monitor monitor = start(MonitorSettings.ANY_PORT, own)) {
      assertThat(get(monitor, "").body()).isEqualTo("mine");
      assertThat(get(monitor, "metrics").body()).contains("jvm_memory_used_bytes");
      assertThat(get(monitor, "health/live").statusCode()).isEqualTo(200);
      assertThat(get(monitor, "health/ready").statusCode()).isEqualTo(503);
      assertThat(get(monitor, "health/startup").statusCode()).isEqualTo(200);
      assertThat(get(monitor, "nowhere").body())
          .isEqualTo("there is /, /metrics, /health/live, /health/ready, /health/startup\n");
    }
  }

  @Test
  void whereTheSettingsWantNoServerThereIsNoneAndMetersCountAllTheSame() {
    try (Monitor monitor = start(new MonitorSettings("127.0.0.1", -1, 9404), new Routes())) {
      assertThat(monitor.address()).isNull();
      assertThat(meters.scrape().status()).isEqualTo(200);
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void whenItIsClosedNobodyAnswersThereAndTheMetersAreClosed() throws IOException {
    Monitor monitor = start(MonitorSettings.ANY_PORT, new Routes());
    URI address = Objects.requireNonNull(monitor.address());
    new Socket(address.getHost(), address.getPort()).close();
    monitor.close();
    assertThat(closed).hasValue(1);
    assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aMonitorThatCannotListenLeavesNoMetersOpen() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MonitorSettings taken = new MonitorSettings("127.0.0.1", other.getLocalPort(), 9404);
      assertThatThrownBy(() -> start(taken, new Routes())).isInstanceOf(MonitorException.class);
    }
    assertThat(closed).hasValue(1);
  }

  private Monitor start(MonitorSettings settings, Routes own) {
    return Monitor.start(settings, meters, health, own);
  }

  private static HttpResponse<String> get(Monitor monitor, String path) throws Exception {
    URI address = Objects.requireNonNull(monitor.address()).resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
