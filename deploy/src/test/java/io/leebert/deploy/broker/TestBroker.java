package io.leebert.deploy.broker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker of the system tests: a container where a Docker engine has or gets the image, a child
 * process elsewhere.
 */
public final class TestBroker {

  private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
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

  /**
   * By the client itself: Testcontainers would try for minutes to pull an image of its own before.
   */
  private static boolean imageIsThere() {
    DockerClient docker = DockerClientFactory.lazyClient();
    try {
      docker.inspectImageCmd(IMAGE).exec();
      return true;
    } catch (NotFoundException e) {
      return pull(docker);
    } catch (RuntimeException e) {
      LOG.info("No Docker engine answers: {}", e.getMessage());
      return false;
    }
  }

  private static boolean pull(DockerClient docker) {
    try {
      return docker.pullImageCmd(IMAGE).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException e) {
      LOG.info("Cannot pull {}: {}", IMAGE, e.getMessage());
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
