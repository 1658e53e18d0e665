package io.leebert.deploy.quickstart;

import io.leebert.deploy.broker.DevelopmentServices;
import io.leebert.deploy.broker.StartException;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * A broker and a registry for development, with the topics of the design, until a signal comes or
 * one of the two ends.
 */
public final class DevelopmentServer {
  /** A signal of the terminal reaches all at once, and this process may hear of it last. */
  private static final Duration SIGNAL_WITHIN = Duration.ofSeconds(5);

  private final Path temporary;
  private final int partitions;
  private final PrintStream out;
  private final PrintStream progress;

  /**
   * A server to be.
   *
   * @param temporary where its folder is made
   * @param partitions of the topics that carry events
   * @param out gets the addresses
   * @param progress gets what is going on
   */
  public DevelopmentServer(Path temporary, int partitions, PrintStream out, PrintStream progress) {
    this.temporary = temporary;
    this.partitions = partitions;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Starts both and waits.
   *
   * @throws StartException naming the log and its last lines when one does not come up
   * @throws QuickstartException the same when one ends while nobody asked for it
   */
  public void run() {
    String name = "leebert-broker-" + ProcessHandle.current().pid();
    try (Teardown teardown = Teardown.install(temporary, name)) {
      try {
        run(teardown);
      } catch (StartException | QuickstartException | KafkaException e) {
        // A start that a signal cut short failed for no reason that anybody wants to read.
        if (!teardown.stopping()) {
          throw e;
        }
      }
    }
  }

  private void run(Teardown teardown) {
    progress.println("leebert: starting a Kafka broker and a schema registry");
    DevelopmentServices services = teardown.add(DevelopmentServices.start(teardown.folder()));
    ClientSettings clients =
        ClientSettings.of(services.broker().bootstrapServers(), services.registry().url());
    List<String> topics = Topics.create(clients, partitions);
    out.println("broker    " + clients.bootstrapServers());
    out.println("registry  " + clients.schemaRegistryUrl());
    out.println("topics    " + String.join(" ", topics));
    out.println();
    out.println("For the commands of another terminal:");
    out.println("  export KAFKA_BOOTSTRAP_SERVERS=" + clients.bootstrapServers());
    out.println("  export SCHEMA_REGISTRY_URL=" + clients.schemaRegistryUrl());
    out.flush();
    awaitEnd(services);
  }

  /** The teardown's hook interrupts this thread when a signal comes. */
  private static void awaitEnd(DevelopmentServices services) {
    try {
      String what = services.awaitEnd();
      TimeUnit.MILLISECONDS.sleep(SIGNAL_WITHIN.toMillis());
      throw new QuickstartException(what, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
