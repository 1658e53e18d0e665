package io.leebert.trainer.backbone;

import java.util.List;
import java.util.stream.IntStream;

/** Which blocks of weights every layer runs, by the prefix of the weights' names. */
final class LayerBlocks {

  private LayerBlocks() {}

  /** One block per layer, each with weights of its own. */
  static List<List<String>> bert(int layers) {
    return IntStream.range(0, layers)
        .mapToObj(layer -> List.of("encoder.layer." + layer + "."))
        .toList();
  }

  /**
   * Layers dealt out evenly to groups, lowest first; a layer runs all blocks of its group. Where
   * the groups do not divide the layers, the lower groups get more.
   */
  static List<List<String>> albert(int layers, int groups, int blocksPerGroup) {
    double layersPerGroup = (double) layers / groups;
    return IntStream.range(0, layers)
        .mapToObj(layer -> group((int) (layer / layersPerGroup), blocksPerGroup))
        .toList();
  }

  private static List<String> group(int group, int blocks) {
    return IntStream.range(0, blocks)
        .mapToObj(block -> "encoder.group." + group + ".block." + block + ".")
        .toList();
  }
}
