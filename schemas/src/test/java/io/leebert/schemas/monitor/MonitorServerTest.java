package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.fixture.Latches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aPageIsMadeAnewForEveryoneWhoAsks() throws Exception {
    try (MonitorServer server = start(new Routes().page("/number", this::number))) {
      assertThat(get(server, "number").body()).isEqualTo("1");
      HttpResponse<String> second = get(server, "number");
      assertThat(second.body()).isEqualTo("2");
      assertThat(second.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void headGivesTheLengthAndNoBody() throws Exception {
    try (MonitorServer server = start(new Routes().page("/number", this::number))) {
      HttpResponse<String> head = send(server, "number", "HEAD");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length")).contains("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void itTakesNoOrders(String method) throws Exception {
    try (MonitorServer server = start(new Routes().page("/number", this::number))) {
      HttpResponse<String> refused = send(server, "number", method);
      assertThat(refused.statusCode()).isEqualTo(405);
      assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
      assertThat(made).hasValue(0);
    }
  }

  @Test
  void whoAsksForSomethingElseIsToldWhatThereIs() throws Exception {
    try (MonitorServer server = start(new Routes().page("/number", this::number))) {
      HttpResponse<String> none = get(server, "number/../secret");
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(none.body()).isEqualTo("there is /number\n");
    }
  }

  @Test
  void aPageThatFailsIsAnErrorAndTheNextOneIsThere() throws Exception {
    Routes routes =
        new Routes()
            .page("/number", this::number)
            .page(
                "/broken",
                () -> {
                  throw new IllegalStateException("broken");
                });
    try (MonitorServer server = start(routes)) {
      assertThat(get(server, "broken").statusCode()).isEqualTo(500);
      assertThat(get(server, "number").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void probesAreAnsweredWithAStatusAndWhatIsTheMatter() throws Exception {
    Health health =
        new GivenHealth(
            new Verdict(true, "alive", Map.of("streams", "REBALANCING")),
            new Verdict(false, "says \"no\"", Map.of()));
    try (MonitorServer server = start(new Routes().health(health))) {
      HttpResponse<String> live = get(server, "health/live");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(live.body())
          .isEqualTo("{\"status\":\"UP\",\"reason\":\"alive\",\"streams\":\"REBALANCING\"}\n");
      HttpResponse<String> ready = get(server, "health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"says \\\"no\\\"\"}\n");
      assertThat(get(server, "health/startup").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsThatStopInTheMiddleHoldUpNobody() throws Exception {
    byte[] large = new byte[8 << 20];
    Routes routes =
        new Routes()
            .page("/number", this::number)
            .page("/large", () -> new Answer(200, "application/octet-stream", large));
    List<Socket> slow = new ArrayList<>();
    try (MonitorServer server = start(routes)) {
      for (int i = 0; i < 8; i++) {
        slow.add(Client.send(server.address(), "GET /number HTT"));
        // Reads nothing of an answer that no socket's buffer holds.
        slow.add(Client.send(server.address(), "GET /large HTTP/1.1\r\nHost: here\r\n\r\n"));
      }
      assertThat(get(server, "number").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void oneClientTooManyIsTurnedAwayAndThoseBeforeItAreServed() throws Exception {
    CountDownLatch busy = new CountDownLatch(32);
    CountDownLatch go = new CountDownLatch(1);
    Routes routes =
        new Routes()
            .page("/number", this::number)
            .page(
                "/slow",
                () -> {
                  busy.countDown();
                  Latches.awaitOrStayInterrupted(go);
                  return number();
                });
    String request = "GET /slow HTTP/1.1\r\nHost: here\r\n\r\n";
    List<Socket> clients = new ArrayList<>();
    try (MonitorServer server = start(routes)) {
      for (int i = 0; i < 32; i++) {
        clients.add(Client.send(server.address(), request));
      }
      assertThat(busy.await(2, TimeUnit.MINUTES)).as("all threads are taken").isTrue();
      try (Socket oneMore = Client.send(server.address(), request)) {
        assertThat(firstByte(oneMore)).as("nothing but the end of the connection").isEqualTo(-1);
      }
      go.countDown();
      for (Socket client : clients) {
        assertThat(firstByte(client)).isEqualTo('H');
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(get(server, "number").statusCode()).isEqualTo(200));
    } finally {
      go.countDown();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static int firstByte(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1; // Ended without a word.
    }
  }

  @Test
  void eventsComeOneAfterTheOther() throws Exception {
    Routes routes =
        new Routes()
            .stream("/live", () -> "{\"n\":" + made.incrementAndGet() + "}", Duration.ofMillis(1));
    try (MonitorServer server = start(routes);
        Socket reader = Client.send(server.address(), "GET /live HTTP/1.1\r\nHost: here\r\n\r\n");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> events = new ArrayList<>();
      List<String> heads = new ArrayList<>();
      while (events.size() < 3) {
        String line = lines.readLine();
        (line.startsWith("data: ") ? events : heads).add(line);
      }
      assertThat(events).containsExactly("data: {\"n\":1}", "data: {\"n\":2}", "data: {\"n\":3}");
      assertThat(heads).contains("Content-type: text/event-stream", "retry: 1000");
    }
  }

  @Test
  void aPortThatIsSetAndTakenIsAnErrorThatSaysWhatToDo() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MonitorSettings taken = new MonitorSettings("127.0.0.1", other.getLocalPort(), 1);
      assertThatThrownBy(() -> MonitorServer.start(taken, new Routes()))
          .isInstanceOf(MonitorException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " of 127.0.0.1")
          .hasMessageContaining("leebert.http.port")
          .hasMessageContaining("0 for any that is");
    }
  }

  @Test
  void theUsualPortGivesWayWhereAnotherProgramHasIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MonitorServer server =
            MonitorServer.start(
                new MonitorSettings("127.0.0.1", null, other.getLocalPort()),
                new Routes().page("/number", this::number))) {
      assertThat(server.address().getPort()).isNotEqualTo(other.getLocalPort());
      assertThat(get(server, "number").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHostThatIsNotOfThisMachineIsAnErrorThatNamesTheKey() {
    // A network that is kept for documentation.
    assertThatThrownBy(
            () -> MonitorServer.start(new MonitorSettings("192.0.2.1", 0, 0), new Routes()))
        .isInstanceOf(MonitorException.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("leebert.http.host");
  }

  private Answer number() {
    return Answer.text(200, Integer.toString(made.incrementAndGet()));
  }

  private static MonitorServer start(Routes routes) {
    return MonitorServer.start(MonitorSettings.ANY_PORT, routes);
  }

  private static HttpResponse<String> get(MonitorServer server, String path) throws Exception {
    return send(server, path, "GET");
  }

  private static HttpResponse<String> send(MonitorServer server, String path, String method)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
