package io.leebert.trainer.train;

import io.leebert.trainer.objective.TermGrid;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of training with one loss.
 *
 * @param name for people
 * @param frozenBackbone true trains the exits only
 * @param fixed the weights of the loss's terms; null where they are learned
 * @param trained for every exit whether it has been trained by the end of the stage
 */
record Stage(String name, boolean frozenBackbone, @Nullable TermGrid fixed, List<Boolean> trained) {

  /** The stages of a method over so many exits. */
  static List<Stage> of(Method method, int exits, Random random) {
    List<Boolean> all = Collections.nCopies(exits, true);
    List<Boolean> last = IntStream.rangeClosed(1, exits).mapToObj(m -> m == exits).toList();
    if (method.twoStages()) {
      return List.of(
          new Stage("backbone", false, TermGrid.lastExit(exits), last),
          new Stage("exits", true, TermGrid.allButLastExit(exits), all));
    }
    return switch (method.weighting()) {
      case LAST_EXIT ->
          List.of(new Stage("last exit", false, method.fixedWeights(exits, random), last));
      case UNIFORM, RANDOM, LAYER ->
          List.of(new Stage("all exits", false, method.fixedWeights(exits, random), all));
      case SLO, BLO, CLO_V1, CLO_V2, CLO_HYPER -> List.of(new Stage("all exits", false, null, all));
    };
  }
}
