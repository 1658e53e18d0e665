package io.leebert.deploy.system;

import java.nio.file.Path;

/**
 * The small real bundle that the trainer made for tests: a network that costs next to nothing, so
 * that Kafka is what a test waits for, but whose rows leave at layers of their own.
 */
final class TinyBundle {
  static final int LAYERS = 4;
  static final int PATIENCE = 2;

  /** Absolute, because children run elsewhere. */
  static final Path PATH =
      Path.of("..", "streams-app", "src", "test", "resources", "tiny-bundle")
          .toAbsolutePath()
          .normalize();

  private TinyBundle() {}
}
