package io.leebert.trainer.cli;

import io.leebert.trainer.train.CheckpointFolder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run leaves what it needs to go on, and how often.
 *
 * @param place a folder, or null for no checkpoints
 * @param every steps between two, besides one at every epoch's end
 */
record Checkpointing(@Nullable Path place, int every) {

  /** No checkpoints. */
  static final Checkpointing NONE = new Checkpointing(null, 0);

  /** The folder of a run with such an identity. */
  @Nullable CheckpointFolder folder(Map<String, String> identity) {
    return place == null ? null : new CheckpointFolder(place, identity);
  }
}
