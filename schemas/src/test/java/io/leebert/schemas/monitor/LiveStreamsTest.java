package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a stream of events ends, and who gets one. */
@Timeout(300)
class LiveStreamsTest {
  private static final int MOST_READERS = 16;

  @Test
  void aStreamThatFailsEndsAndTheNextReaderIsServed() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    Routes routes =
        new Routes()
            .stream(
                "/live",
                () -> {
                  if (failing.getAndSet(false)) {
                    throw new IllegalStateException("broken");
                  }
                  return "{}";
                },
                Duration.ofMillis(1));
    try (MonitorServer server = start(routes)) {
      try (Socket first = read(server)) {
        assertThat(all(first)).contains("retry: 1000").doesNotContain("data:");
      }
      try (Socket second = read(server)) {
        assertThat(until(second, "data: {}\n\n")).isTrue();
      }
    }
  }

  @Test
  void whenTheServerEndsItsReadersSeeTheEnd() throws Exception {
    MonitorServer server = start(new Routes().stream("/live", () -> "{}", Duration.ofHours(1)));
    try (Socket reader = read(server)) {
      assertThat(until(reader, "data: {}\n\n")).isTrue();
      server.close();
      assertThat(all(reader)).doesNotContain("data:");
    } finally {
      server.close();
    }
  }

  @Test
  void oneReaderTooManyStillHasPagesIsToldWhenToComeAgainAndHasRoomOnceTheOthersAreGone()
      throws Exception {
    // Enough of it that the connection of a reader who is gone fails soon.
    String event = "\"" + "x".repeat(1 << 16) + "\"";
    List<Socket> readers = new ArrayList<>();
    try (MonitorServer server =
        start(
            new Routes()
                .page("/page", () -> Answer.text(200, "here")).stream(
                    "/live", () -> event, Duration.ofMillis(10)))) {
      for (int i = 0; i < MOST_READERS; i++) {
        Socket reader = read(server);
        readers.add(reader);
        assertThat(reader.getInputStream().read()).as("reader " + i).isEqualTo('H');
      }
      HttpResponse<String> refused = get(server, "live");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("10");
      assertThat(get(server, "page").body()).isEqualTo("here");
      close(readers);
      await()
          .atMost(Duration.ofMillis(Client.PATIENT_MILLIS))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (Socket next = read(server)) {
                  assertThat(until(next, " 200 OK")).isTrue();
                }
              });
    } finally {
      close(readers);
    }
  }

  private static MonitorServer start(Routes routes) {
    return MonitorServer.start(MonitorSettings.ANY_PORT, routes);
  }

  private static HttpResponse<String> get(MonitorServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address().resolve(path)).build(),
            BodyHandlers.ofString());
  }

  private static Socket read(MonitorServer server) throws IOException {
    return Client.send(
        server.address(), "GET /live HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Whether this comes before the stream ends. */
  private static boolean until(Socket socket, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      read.append((char) next);
      if (read.indexOf(end) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** What comes until the stream ends. */
  private static String all(Socket socket) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        read.append((char) next);
      }
    } catch (SocketException e) {
      // Ended without a word.
    }
    return read.toString();
  }
}
