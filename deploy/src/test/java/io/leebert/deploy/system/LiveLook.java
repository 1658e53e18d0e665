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

/** What a page is told at the moment: the first event of its stream. */
final class LiveLook {
  private static final String DATA = "data:";

  private LiveLook() {}

  /**
   * Asks.
   *
   * @param page the page's address
   */
  static JsonNode at(HttpClient client, URI page) throws IOException, InterruptedException {
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
