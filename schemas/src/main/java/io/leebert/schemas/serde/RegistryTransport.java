package io.leebert.schemas.serde;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to a registry with several addresses: the address that answered last is asked first, the
 * others follow when it cannot be reached or is in trouble itself, and the whole round is tried
 * again a few times.
 */
final class RegistryTransport {

  /** Shared: a client has threads of its own, and an application has many serdes. */
  private static final Map<Connecting, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final List<RegistryEndpoint> endpoints;
  private final RetryPolicy retries;
  private final Duration timeout;
  private final HttpClient client;
  private volatile int first;

  RegistryTransport(
      List<RegistryEndpoint> endpoints,
      RetryPolicy retries,
      Connecting connecting,
      Duration readTimeout) {
    this.endpoints = List.copyOf(endpoints);
    this.retries = retries;
    this.timeout = readTimeout;
    this.client = CLIENTS.computeIfAbsent(connecting, RegistryTransport::newClient);
  }

  /**
   * How connections are made.
   *
   * @param timeout how long making one may take
   * @param tls settings of {@link RegistryTls}; without any the JDK's authorities are trusted
   */
  record Connecting(Duration timeout, Map<String, Object> tls) {
    Connecting {
      tls = Map.copyOf(tls);
    }

    /** Keys only: some values are secrets. */
    @Override
    public String toString() {
      return "connections within " + timeout + " by " + tls.keySet();
    }
  }

  /** No redirects: they would carry the password to whatever host they name. */
  private static HttpClient newClient(Connecting connecting) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connecting.timeout());
    SSLContext tls = RegistryTls.of(connecting.tls());
    return (tls == null ? client : client.sslContext(tls)).build();
  }

  /**
   * What a registry answered.
   *
   * @param status HTTP status, below 500 and not 429
   * @param body the answer's text
   * @param endpoint who answered
   */
  record Answer(int status, String body, RegistryEndpoint endpoint) {}

  /** Reads a path. */
  Answer get(String path) {
    return send(path, null);
  }

  /** Sends JSON to a path. */
  Answer post(String path, String json) {
    return send(path, json);
  }

  private Answer send(String path, @Nullable String json) {
    IOException failure = new IOException("no address tried");
    try {
      for (int round = 0; round <= retries.retries(); round++) {
        if (round > 0) {
          retries.await(round);
        }
        int start = first;
        for (int i = 0; i < endpoints.size(); i++) {
          int place = (start + i) % endpoints.size();
          try {
            Answer answer = send(endpoints.get(place), path, json);
            first = place;
            return answer;
          } catch (IOException e) {
            failure = e;
          }
        }
      }
    } catch (InterruptedException e) {
      throw new InterruptException("Interrupted while asking the schema registry at " + this, e);
    }
    throw new RegistryUnavailableException(
        "the schema registry at "
            + this
            + " cannot be reached ("
            + (retries.retries() + 1)
            + " attempts), last: "
            + reason(failure),
        failure);
  }

  private Answer send(RegistryEndpoint endpoint, String path, @Nullable String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(timeout)
            .header("Accept", JSON + ", application/json; q=0.9");
    if (endpoint.authorization() != null) {
      request.header("Authorization", endpoint.authorization());
    }
    if (json != null) {
      request.header("Content-Type", JSON).POST(HttpRequest.BodyPublishers.ofString(json));
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    int status = response.statusCode();
    if (status >= 500 || status == 429) {
      throw new IOException(
          endpoint + " answered HTTP " + status + ": " + RegistryErrors.message(response.body()));
    }
    return new Answer(status, response.body(), endpoint);
  }

  /** Connection failures of the JDK often have no message of their own. */
  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  @Override
  public String toString() {
    return endpoints.size() == 1 ? endpoints.get(0).toString() : endpoints.toString();
  }
}
