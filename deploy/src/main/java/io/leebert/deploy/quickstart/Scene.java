package io.leebert.deploy.quickstart;

import io.leebert.deploy.broker.DevelopmentServices;
import io.leebert.deploy.broker.StartException;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * A broker with the topics of the design and a registry, in a folder of their own: where a command
 * shows the product, and what is taken away again whatever happens.
 *
 * @param teardown takes away what is added to it
 * @param services broker and registry
 * @param clients how to reach them
 */
public record Scene(Teardown teardown, DevelopmentServices services, ClientSettings clients) {
  /** Partitions of the topics that carry events. */
  public static final int PARTITIONS = 4;

  /** A line for those who serve on it: the machine may be busy, and its broker is no other's. */
  public static final String START_TIMEOUT = "leebert.start.timeout.ms=60000";

  /** What happens on a scene. */
  @FunctionalInterface
  public interface Play {
    /**
     * Plays to the end.
     *
     * @return whether every event came out exactly once and in order
     */
    boolean on(Scene scene) throws InterruptedException, IOException;
  }

  /**
   * Sets a scene, plays on it and clears it away.
   *
   * @param temporary where its folder is made
   * @param name the folder's name
   * @param say hears what is going on
   * @return what the play returns
   * @throws QuickstartException when something could not be started, failed or was interrupted
   */
  public static boolean play(Path temporary, String name, Consumer<String> say, Play play) {
    try (Teardown teardown = Teardown.install(temporary, name)) {
      try {
        return play.on(set(teardown, say));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QuickstartException("interrupted", e);
      } catch (StartException | KafkaException | QuickstartException | IOException e) {
        // The signal took the children down, too: what they say of it is not worth reading.
        String message = teardown.stopping() ? "interrupted" : String.valueOf(e.getMessage());
        throw new QuickstartException(message, e);
      }
    }
  }

  private static Scene set(Teardown teardown, Consumer<String> say) {
    say.accept("starting a Kafka broker and a schema registry");
    DevelopmentServices services = teardown.add(DevelopmentServices.start(teardown.folder()));
    ClientSettings clients =
        ClientSettings.of(services.broker().bootstrapServers(), services.registry().url());
    Topics.create(clients, PARTITIONS);
    return new Scene(teardown, services, clients);
  }

  /** Folder for whatever is made on the way. */
  public Path work() {
    return teardown.folder();
  }
}
