package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTransportTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final RegistryTransport.Connecting CONNECTING =
      new RegistryTransport.Connecting(LIMIT, Map.of());

  /** Nothing listens there. */
  private static final String DOWN = "127.0.0.1:1";

  private final List<Duration> waits = new ArrayList<>();
  private final FakeRegistry first;
  private final FakeRegistry second;

  RegistryTransportTest() throws Exception {
    first = new FakeRegistry();
    second = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  private RegistryTransport transport(int retries, Duration readTimeout, String... urls) {
    List<RegistryEndpoint> endpoints = new ArrayList<>();
    for (String url : urls) {
      endpoints.add(RegistryEndpoint.of(url, null));
    }
    RetryPolicy policy =
        new RetryPolicy(retries, Duration.ofMillis(100), Duration.ofMillis(300), waits::add);
    return new RegistryTransport(endpoints, policy, CONNECTING, readTimeout);
  }

  @Test
  void theNextAddressIsAskedWhenOneIsDownAndKeptWhileItAnswers() {
    second.answers("/subjects", 200, "[]");
    RegistryTransport transport = transport(0, LIMIT, "http://" + DOWN, second.url());
    assertThat(transport.get("/subjects").body()).isEqualTo("[]");
    assertThat(transport.get("/subjects").endpoint()).hasToString(second.url());
    assertThat(waits).isEmpty();
  }

  @Test
  void anAddressInTroubleIsPassedOver() {
    first.answers("/subjects", 503, "{\"error_code\": 50003, \"message\": \"no leader\"}");
    second.answers("/subjects", 200, "[]");
    RegistryTransport transport = transport(0, LIMIT, first.url(), second.url());
    assertThat(transport.get("/subjects").status()).isEqualTo(200);
    assertThat(transport.get("/subjects").status()).isEqualTo(200);
    assertThat(first.requests).as("the address that answered is asked first").hasSize(1);
  }

  @Test
  void aRefusalIsAnAnswerAndNotTriedElsewhere() {
    assertThat(transport(3, LIMIT, first.url(), second.url()).get("/nothing").status())
        .isEqualTo(404);
    assertThat(second.requests).isEmpty();
    assertThat(waits).isEmpty();
  }

  @Test
  void roundsAreRepeatedAfterWaitsThatDoubleUpToALimit() {
    first.answers("/subjects", 500, "boom");
    RegistryTransport transport = transport(4, LIMIT, first.url());
    assertThatThrownBy(() -> transport.get("/subjects"))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll(first.url(), "cannot be reached (5 attempts)", "HTTP 500: boom");
    assertThat(first.requests).hasSize(5);
    assertThat(waits).extracting(Duration::toMillis).containsExactly(100L, 200L, 300L, 300L);
  }

  @Test
  void tooManyRequestsIsTriedAgain() {
    first.answers("/subjects", 429, "");
    assertThatThrownBy(() -> transport(1, LIMIT, first.url()).get("/subjects"))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("HTTP 429: (empty answer)");
    assertThat(first.requests).hasSize(2);
  }

  @Test
  void aRegistryThatIsDownIsNamedWithoutItsPassword() {
    assertThatThrownBy(
            () -> transport(1, LIMIT, "http://marvin:secret@" + DOWN).post("/subjects", "{}"))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("http://" + DOWN)
        .hasMessageContaining("ConnectException")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret").doesNotContain("marvin"));
  }

  @Test
  void aRegistryThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> transport(0, Duration.ofMillis(50), url).get("/subjects"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void userAndPasswordGoAlongAsBasicAuthentication() {
    transport(0, LIMIT, first.url().replace("//", "//ann:p%40ss@")).get("/subjects");
    String expected =
        java.util.Base64.getEncoder()
            .encodeToString("ann:p@ss".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(first.requests.get(0).authorization()).isEqualTo("Basic " + expected);
  }

  @Test
  void anInterruptEndsTheWait() {
    first.answers("/subjects", 500, "");
    RegistryTransport transport =
        new RegistryTransport(
            List.of(RegistryEndpoint.of(first.url(), null)),
            new RetryPolicy(
                1,
                LIMIT,
                LIMIT,
                wait -> {
                  throw new InterruptedException();
                }),
            CONNECTING,
            LIMIT);
    assertThatThrownBy(() -> transport.get("/subjects"))
        .isInstanceOf(org.apache.kafka.common.errors.InterruptException.class);
    assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
  }
}
