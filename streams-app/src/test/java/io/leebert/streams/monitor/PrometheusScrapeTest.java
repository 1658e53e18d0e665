package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leebert.schemas.monitor.MonitorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus reads what the application tells, and takes the alerts that go with it. */
class PrometheusScrapeTest {
  private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yml");

  private static final Pattern LISTENING = Pattern.compile("\"Listening on\" address=(\\S+)\\s");
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyHistogramAndCounterArrivesAsTheNumbersThatWereCounted() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "prometheus"))),
        "there is no prometheus (Debian: apt-get install prometheus)");
    try (ServeMonitor monitor =
        ServeMonitor.start(
            MonitorSettings.ANY_PORT, new ServeMonitor.Shown(false, ""), Clock.systemUTC())) {
      monitor.batches().begins(4, 30, 40);
      Process prometheus = start(Objects.requireNonNull(monitor.address()).getPort());
      try {
        URI api =
            URI.create(
                "http://"
                    + await().atMost(LONG).until(this::listening, Objects::nonNull)
                    + "/api/v1/");
        awaitSample(api, "leebert_tokens_total{kind=\"padding\"}", "10");
        awaitSample(api, "leebert_batch_rows_bucket{le=\"4.0\"}", "1");
        awaitSample(api, "leebert_batch_tokens_sum", "40");
        awaitSample(api, "leebert_ready", "0");
        awaitAnswer(api.resolve("targets"), "\"health\":\"up\"", "\"lastError\":\"\"");
        awaitAnswer(api.resolve("rules"), "LeebertNotReady", "LeebertNoTrainer");
        // The type is what tells a dashboard how to draw it.
        awaitAnswer(
            api.resolve("metadata?metric=leebert_batch_rows"),
            "\"histogram\"",
            ServeMetric.BATCH_ROWS.meaning());
      } finally {
        prometheus.destroyForcibly().waitFor();
      }
    }
  }

  /** On any port, which it tells in its log. */
  private Process start(int scraped) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: leebert
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(ALERTS.toAbsolutePath().normalize(), scraped));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:0")
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return folder.resolve("prometheus.log");
  }

  private @Nullable String listening() throws IOException {
    Matcher told = LISTENING.matcher(Files.readString(log()));
    return told.find() ? told.group(1) : null;
  }

  private void awaitSample(URI api, String query, String value) {
    String path = "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    awaitAnswer(api.resolve(path), "\"" + value + "\"");
  }

  /** A scrape that takes more than its second leaves nothing to be known until the next one. */
  private void awaitAnswer(URI address, String... parts) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(get(address)).contains(parts));
  }

  private String get(URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }
}
