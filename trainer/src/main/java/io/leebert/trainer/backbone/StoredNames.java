package io.leebert.trainer.backbone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By which names a file stores an encoder's arrays.
 *
 * <p>A file may put a prefix before all names, {@code bert.} where a head was trained along, and
 * may call normalizations by their old names {@code gamma} and {@code beta}. An ALBERT calls parts
 * of a layer otherwise than a BERT does.
 */
final class StoredNames {

  private static final Pattern BERT_LAYER =
      Pattern.compile("(?:.*\\.)?encoder\\.layer\\.(\\d+)\\.");
  private static final Pattern ALBERT_BLOCK =
      Pattern.compile(
          "(?:.*\\.)?encoder\\.albert_layer_groups\\.(\\d+)\\.albert_layers\\.(\\d+)\\.");
  private static final Pattern OUR_BLOCK =
      Pattern.compile("encoder\\.group\\.(\\d+)\\.block\\.(\\d+)\\.(.+)\\.(weight|bias)");

  /** Parts of a block, ours to ALBERT's. */
  private static final Map<String, String> ALBERT_PARTS =
      Map.of(
          "attention.self.query", "attention.query",
          "attention.self.key", "attention.key",
          "attention.self.value", "attention.value",
          "attention.output.dense", "attention.dense",
          "attention.output.LayerNorm", "attention.LayerNorm",
          "intermediate.dense", "ffn",
          "output.dense", "ffn_output",
          "output.LayerNorm", "full_layer_layer_norm");

  private final WeightSource source;
  private final BackboneConfig config;

  StoredNames(WeightSource source, BackboneConfig config) {
    this.source = source;
    this.config = config;
  }

  /**
   * Finds an array.
   *
   * @param ours our name
   * @return the stored one
   * @throws IllegalArgumentException when the array is missing, or there under two names
   */
  String find(String ours) {
    String name = hugging(ours);
    List<String> forms =
        List.of(
            name,
            name.replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta"));
    Set<String> found = new TreeSet<>();
    for (String candidate : source.names()) {
      if (forms.stream()
          .anyMatch(form -> candidate.equals(form) || candidate.endsWith("." + form))) {
        found.add(candidate);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          source.description()
              + " has no weight "
              + name
              + ", which "
              + config.architecture()
              + " of "
              + config.layers()
              + " layers needs");
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          source.description() + " has weight " + name + " more than once: " + found);
    }
    return found.iterator().next();
  }

  /** Our name as Hugging Face has it for this architecture. */
  private String hugging(String name) {
    if (config.architecture() == Architecture.BERT) {
      return name;
    }
    Matcher block = OUR_BLOCK.matcher(name);
    if (block.matches()) {
      return "encoder.albert_layer_groups.%s.albert_layers.%s.%s.%s"
          .formatted(
              block.group(1), block.group(2), ALBERT_PARTS.get(block.group(3)), block.group(4));
    }
    return name.replace(EncoderWeights.PROJECTION, "encoder.embedding_hidden_mapping_in");
  }

  /**
   * Holds the file to the configuration's number of layers: the lowest layers of a deeper network
   * are another network.
   *
   * @throws IllegalArgumentException naming an array of a layer that the configuration lacks
   */
  void refuseMoreLayers() {
    Set<String> blocks = EncoderWeights.blocks(config);
    boolean bert = config.architecture() == Architecture.BERT;
    for (String name : source.names()) {
      Matcher block = (bert ? BERT_LAYER : ALBERT_BLOCK).matcher(name);
      if (block.lookingAt() && !blocks.contains(ours(block))) {
        throw new IllegalArgumentException(
            source.description()
                + " has weight "
                + name
                + ", but the configuration tells of "
                + config.layers()
                + " layers with "
                + blocks.size()
                + " blocks of weights");
      }
    }
  }

  private static String ours(Matcher block) {
    return block.groupCount() == 1
        ? "encoder.layer." + block.group(1) + "."
        : "encoder.group." + block.group(1) + ".block." + block.group(2) + ".";
  }
}
