package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Instances of one application, of which a random one is killed or stopped at a time. */
final class Fleet {
  private static final int STOPPED_BY_SIGTERM = 143;

  private final ServedTopics topics;
  private final Map<String, String> settings;
  private final Random random;
  private final List<ChildJvm> running = new ArrayList<>();
  private int started;

  Fleet(ServedTopics topics, Map<String, String> settings, Random random) {
    this.topics = topics;
    this.settings = settings;
    this.random = random;
  }

  /** Starts one more, and does not wait for it: it may be killed while it starts, too. */
  void start() throws IOException {
    running.add(topics.start("instance-" + started++, settings));
  }

  /** Waits until all of them serve. */
  void awaitServing() {
    running.forEach(ServedTopics::awaitServing);
  }

  /** Kills one as {@code kill -9} does. */
  void kill() {
    running.remove(random.nextInt(running.size())).kill();
  }

  /** Stops one in order, and looks whether it went in order. */
  void stop() throws InterruptedException {
    ChildJvm leaving = running.remove(random.nextInt(running.size()));
    Signals.terminate(leaving.pid());
    assertThat(ServedTopics.awaitEnd(leaving)).isEqualTo(STOPPED_BY_SIGTERM);
  }

  /** Those that were started and neither killed nor stopped. */
  List<ChildJvm> running() {
    return running;
  }
}
