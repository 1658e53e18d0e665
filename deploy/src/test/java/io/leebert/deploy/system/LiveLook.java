package io.leebert.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** What a page is told at the moment: the first event of its stream. */
final class LiveLook {
  private static final String DATA = "data:";

  /** A page has few readers, and notices only at its next word that one of them has gone. */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofMinutes(3);

  private LiveLook() {}

  /**
   * Asks until it is told what is expected.
   *
   * @param page the page's address
   * @param expected assertions about what is told
   */
  static void await(HttpClient client, URI page, Consumer<JsonNode> expected) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> expected.accept(at(client, page)));
  }

  private static JsonNode at(HttpClient client, URI page) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page.resolve("live")).build();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(DATA)) {
          return new JsonMapper().readTree(line.substring(DATA.length()));
        }
      }
      throw new IOException("the stream ended before its first event");
    }
  }
}
