package io.leebert.schemas.monitor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's own HTTP server, for the few who watch. It only tells: GET and HEAD, nothing else. Its
 * threads are its own and not many; who sends or reads too slowly, or is one too many, is cut off.
 */
public final class MonitorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorServer.class);
  private static final int MOST_REQUESTS = 32;
  private static final int SECONDS_TO_SEND = 10;

  /** Longer than {@link LiveStreams} lets a stream go on: the limit holds for those too. */
  private static final int SECONDS_TO_READ = 60;

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final LiveStreams streams;
  private final Routes routes;
  private final String host;

  private MonitorServer(HttpServer server, String host, Routes routes) {
    this.server = server;
    this.host = host;
    this.routes = routes;
    this.streams = new LiveStreams();
    // No queue: where all threads hang on slow clients, one more client is turned away at once.
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_REQUESTS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "http");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts to listen.
   *
   * @throws MonitorException when it cannot listen there, saying what to do
   */
  public static MonitorServer start(MonitorSettings settings, Routes routes) {
    limitClients();
    InetAddress address = address(settings);
    Integer port = settings.port();
    HttpServer bound;
    if (port == null) {
      bound = bind(address, settings.usualPort());
      if (bound == null) {
        LOG.info("port {} is taken, another one is used", settings.usualPort());
        bound = bind(address, 0);
      }
    } else {
      bound = bind(address, port);
    }
    if (bound == null) {
      throw new MonitorException(
          "cannot listen on port "
              + port
              + " of "
              + settings.host()
              + ": another program has it. Set "
              + MonitorKeys.PORT
              + " to one that is free, to 0 for any that is, or to -1 for none",
          new BindException(settings.host()));
    }
    MonitorServer server = new MonitorServer(bound, name(settings.host(), address), routes);
    bound.start();
    return server;
  }

  /**
   * The server knows these limits by properties of the process only; whoever set them goes first.
   */
  private static void limitClients() {
    limit("sun.net.httpserver.maxReqTime", SECONDS_TO_SEND);
    limit("sun.net.httpserver.maxRspTime", SECONDS_TO_READ);
    limit("jdk.httpserver.maxConnections", 256);
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  private static InetAddress address(MonitorSettings settings) {
    try {
      return InetAddress.getByName(settings.host());
    } catch (UnknownHostException e) {
      throw new MonitorException(
          "there is no address " + settings.host() + ", which " + MonitorKeys.HOST + " names", e);
    }
  }

  /** Null where the port is taken. */
  private static @Nullable HttpServer bind(InetAddress address, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (BindException e) {
      if (String.valueOf(e.getMessage()).contains("assign")) {
        throw new MonitorException(
            address.getHostAddress()
                + " is no address of this machine, and "
                + MonitorKeys.HOST
                + " says to listen there",
            e);
      }
      return null;
    } catch (IOException e) {
      throw new MonitorException(
          "cannot listen on port " + port + " of " + address + ": " + e.getMessage(), e);
    }
  }

  /** A name that a browser on this machine gets there by. */
  private static String name(String host, InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return "localhost";
    }
    return address instanceof Inet6Address && host.contains(":") ? "[" + host + "]" : host;
  }

  /** Where it is reached from this machine, ending in a slash. */
  public URI address() {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    try {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      Supplier<Answer> page = routes.pages().get(path);
      Routes.Stream stream = routes.streams().get(path);
      if (!METHODS.contains(exchange.getRequestMethod())) {
        headers.set("Allow", "GET, HEAD");
        send(exchange, Answer.text(405, "only GET and HEAD: this server takes no orders\n"));
      } else if (page != null) {
        send(exchange, page.get());
      } else if (stream != null && exchange.getRequestMethod().equals("GET")) {
        streams.serve(exchange, stream);
      } else {
        send(exchange, Answer.text(404, "there is " + String.join(", ", all()) + "\n"));
      }
    } catch (IOException e) {
      LOG.debug("a client went away from {}", path, e);
      exchange.close();
    } catch (RuntimeException | Error e) {
      LOG.warn("cannot answer {}", path, e);
      fail(exchange);
      throw e;
    }
  }

  private Iterable<String> all() {
    return routes.pages().keySet();
  }

  private static void fail(HttpExchange exchange) {
    try {
      // Has no effect where a part of the answer is sent: then the end of the connection tells.
      if (exchange.getResponseCode() < 0) {
        send(exchange, Answer.text(500, "this failed; the log says why\n"));
      }
    } catch (IOException e) {
      LOG.debug("nobody hears of it", e);
    } finally {
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    boolean body = !exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (!body) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
    }
    exchange.sendResponseHeaders(answer.status(), body ? answer.body().length : -1);
    if (body) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  @Override
  public void close() {
    streams.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
