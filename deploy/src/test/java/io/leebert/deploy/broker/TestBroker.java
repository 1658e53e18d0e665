package io.leebert.deploy.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker of the system tests: a container where a Docker engine has or gets the image, a child
 * process elsewhere.
 */
public final class TestBroker {

  private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final int INSPECT_SECONDS = 30;
  private static final int PULL_SECONDS = 120;

  private TestBroker() {}

  /** Starts a broker; the work folder is used by the child process only. */
  public static KafkaBroker start(Path workFolder) {
    if (dockerMayBeThere() && imageIsThere()) {
      LOG.info("System tests use the image {}", IMAGE);
      KafkaContainer container = new KafkaContainer(IMAGE);
      container.start();
      return new ContainerBroker(container);
    }
    LOG.info("System tests use a broker in a child process: no Docker engine with {}", IMAGE);
    return EmbeddedBroker.start(workFolder);
  }

  /** What a broker of {@link #start} is, in words. */
  public static String describe(KafkaBroker broker) {
    return broker instanceof ContainerBroker ? IMAGE + " in a container" : "a child process";
  }

  /** Asked first: Testcontainers' own look takes seconds where there is nothing to find. */
  private static boolean dockerMayBeThere() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(SOCKET);
  }

  private static boolean imageIsThere() {
    return docker(INSPECT_SECONDS, "image", "inspect", IMAGE)
        || docker(PULL_SECONDS, "pull", "--quiet", IMAGE);
  }

  /**
   * Asks the engine by its own program: any of Testcontainers' clients first pulls an image of
   * Testcontainers, which where nothing can be pulled takes it more than three minutes to give up.
   */
  private static boolean docker(int seconds, String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.info("There is no docker to ask: {}", e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record ContainerBroker(KafkaContainer container) implements KafkaBroker {
    @Override
    public String bootstrapServers() {
      return container.getBootstrapServers();
    }

    @Override
    public void close() {
      container.stop();
    }
  }
}
