package io.leebert.deploy.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A schema registry (Apicurio) as a child process on a free port of the loopback interface, its
 * schemas in memory. It speaks Confluent's REST interface under {@link #url()}. The build unpacks
 * it into {@code deploy/target/registry}.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final String CONFLUENT_PATH = "/apis/ccompat/v7";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private final int port;
  private final ChildJvm process;

  private EmbeddedRegistry(int port, ChildJvm process) {
    this.port = port;
    this.process = process;
  }

  /** Starts the registry that the build unpacked; see {@link #start(Path, Path)}. */
  public static EmbeddedRegistry start(Path workFolder) {
    return start(workFolder, unpackedByTheBuild());
  }

  /**
   * Starts a registry and waits until it answers.
   *
   * @param workFolder where its log and temporary files lie; made when missing; the caller removes
   *     it
   * @param home the unpacked registry: the folder with the runner's jar
   * @throws StartException when there is no registry in {@code home}, or naming the log file and
   *     its last lines
   */
  public static EmbeddedRegistry start(Path workFolder, Path home) {
    return LoopbackPorts.use(1, ports -> start(workFolder, home, ports.get(0)));
  }

  static EmbeddedRegistry start(Path workFolder, Path home, int port) {
    Path runner = runner(home);
    ChildJvm process =
        ChildJvm.start(
            new ChildJvm.Command(
                "registry",
                workFolder,
                ChildJvm.SMALL,
                runner.toString(),
                mainClass(runner),
                List.of(),
                Map.of(
                    "QUARKUS_HTTP_HOST",
                    LoopbackPorts.HOST,
                    "QUARKUS_HTTP_PORT",
                    String.valueOf(port),
                    "QUARKUS_LOG_LEVEL",
                    "WARN",
                    "QUARKUS_LOG_CONSOLE_COLOR",
                    "false")));
    EmbeddedRegistry registry = new EmbeddedRegistry(port, process);
    HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();
    HttpRequest probe =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))
            .timeout(PROBE_TIMEOUT)
            .build();
    process.awaitReady(() -> answers(client, probe), START_TIMEOUT);
    return registry;
  }

  private static boolean answers(HttpClient client, HttpRequest probe) throws InterruptedException {
    try {
      return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Beside the place this class was loaded from: {@code target/classes} or the module's jar in
   * {@code target}.
   */
  static Path unpackedByTheBuild() {
    try {
      Path code =
          Path.of(
              EmbeddedRegistry.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.resolveSibling("registry");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("This class was loaded from no file", e);
    }
  }

  private static Path runner(Path home) {
    if (!Files.isDirectory(home)) {
      throw new StartException(
          "No schema registry in " + home + ": build the module deploy first", null);
    }
    try (Stream<Path> files = Files.walk(home, 2)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new StartException(
                      "No schema registry in " + home + ": no *-runner.jar there", null))
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for the schema registry in " + home, e);
    }
  }

  private static String mainClass(Path runner) {
    try (JarFile jar = new JarFile(runner.toFile())) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + runner, e);
    }
  }

  /** The address for {@code schema.registry.url}. */
  public String url() {
    return "http://" + LoopbackPorts.HOST + ":" + port + CONFLUENT_PATH;
  }

  /** The log file of the registry's process. */
  public Path log() {
    return process.log();
  }

  ChildJvm process() {
    return process;
  }

  /** The registry's process number. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
