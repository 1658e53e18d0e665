package io.leebert.deploy.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.leebert.schemas.serde.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** TLS and a password in front of a registry that has neither. */
final class SecuredRegistry implements AutoCloseable {
  private static final String USER_INFO = "ann:p@ss-of-the-registry";

  private final HttpsServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Certificate certificate;
  private final String behind;

  private SecuredRegistry(HttpsServer server, Certificate certificate, String behind) {
    this.server = server;
    this.certificate = certificate;
    this.behind = behind;
  }

  /** In front of a registry at an address. */
  static SecuredRegistry before(String url, Certificate certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    SecuredRegistry registry = new SecuredRegistry(server, certificate, url);
    server.createContext("/", registry::pass);
    server.setExecutor(registry.threads);
    server.start();
    return registry;
  }

  /** What its clients are told. */
  Map<String, String> clients() {
    Map<String, String> settings = new TreeMap<>(certificate.trustedBy("schema.registry."));
    settings.put("schema.registry.url", "https://127.0.0.1:" + server.getAddress().getPort());
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", USER_INFO);
    return settings;
  }

  static String password() {
    return USER_INFO.substring(USER_INFO.indexOf(':') + 1);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String expected =
          "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(StandardCharsets.UTF_8));
      if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
