package io.leebert.trainer.backbone;

import java.util.Map;

/**
 * A pre-trained encoder as it comes from a file.
 *
 * <p>Weights go by their Hugging Face names without the {@code bert.} prefix, linear layers as
 * {@code [out, in]}: {@code embeddings.word_embeddings.weight}, {@code
 * encoder.layer.0.attention.self.query.weight}, {@code encoder.layer.0.output.LayerNorm.bias} and
 * so on.
 *
 * @param name where it comes from, for provenance
 * @param config its shape
 * @param weights every array by name
 * @param tokenizerJson the bytes of its {@code tokenizer.json} as text
 */
public record Backbone(
    String name, BackboneConfig config, Map<String, Weight> weights, String tokenizerJson) {

  /** Takes an immutable copy of the map; the arrays stay shared. */
  public Backbone {
    weights = Map.copyOf(weights);
  }

  /**
   * One array by name.
   *
   * @throws IllegalArgumentException naming the array when the backbone does not have it
   */
  public Weight weight(String weightName) {
    Weight weight = weights.get(weightName);
    if (weight == null) {
      throw new IllegalArgumentException("backbone " + name + " has no weight named " + weightName);
    }
    return weight;
  }
}
