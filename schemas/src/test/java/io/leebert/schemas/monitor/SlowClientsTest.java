package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that waits a second, so that a test need not wait the usual ones. Each limit needs a
 * thread that may be left behind: an interrupt ends no read from a pipe.
 */
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientsTest {
  private Process process;
  private URI address;

  @BeforeEach
  @Timeout(240)
  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsun.net.httpserver.maxReqTime=1",
            "-Dsun.net.httpserver.maxRspTime=1",
            ImpatientServer.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    address = URI.create(Objects.requireNonNull(out.readLine(), "it did not start"));
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void whoDoesNotFinishARequestIsCutOff() throws IOException {
    try (Socket slow = Client.send(address, "GET /sending HTT")) {
      assertThat(restOf(slow)).as("bytes of an answer").isZero();
    }
  }

  @Test
  void whoDoesNotReadAnAnswerIsCutOffAndHoldsNoThread() throws IOException {
    // Where a busy machine takes its time, the answer may not even begin: then there is the next.
    try (Socket slow =
        await()
            .atMost(Duration.ofMillis(Client.PATIENT_MILLIS))
            .ignoreExceptions()
            .until(this::begunAnswer, Objects::nonNull)) {
      await()
          .atMost(Duration.ofMillis(Client.PATIENT_MILLIS))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(get("sending")).isEqualTo("0"));
      assertThat(restOf(slow)).isLessThan(ImpatientServer.LARGE);
    }
  }

  private @Nullable Socket begunAnswer() throws IOException {
    Socket slow = Client.send(address, "GET /large HTTP/1.1\r\nHost: here\r\n\r\n");
    if (slow.getInputStream().read() == 'H') {
      return slow;
    }
    slow.close();
    return null;
  }

  /** Bytes until the other side ends the connection; a time-out is an error. */
  private static long restOf(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    } catch (SocketException e) {
      // Cut off without a word is cut off as well.
    }
    return bytes;
  }

  private String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
