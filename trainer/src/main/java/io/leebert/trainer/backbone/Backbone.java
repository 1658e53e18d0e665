package io.leebert.trainer.backbone;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pre-trained encoder as it comes from a file.
 *
 * <p>Weights go by the Hugging Face names of a BERT without the {@code bert.} prefix, linear layers
 * as {@code [out, in]}: {@code embeddings.word_embeddings.weight}, {@code
 * encoder.layer.0.attention.self.query.weight}, {@code encoder.layer.0.output.LayerNorm.bias} and
 * so on. An ALBERT's layers go by {@code encoder.group.0.block.0.} and the same endings, its
 * projection by {@code embeddings.projection.weight}.
 *
 * @param name where it comes from, for provenance
 * @param config its shape
 * @param weights every array by name
 * @param tokenizerJson the bytes of its {@code tokenizer.json} as text
 * @param digests SHA-256 in hexadecimal of every file that weights were read from, by the file's
 *     name; training does not change them
 */
public record Backbone(
    String name,
    BackboneConfig config,
    Map<String, Weight> weights,
    String tokenizerJson,
    SortedMap<String, String> digests) {

  /** Takes immutable copies of the maps; the arrays stay shared. */
  public Backbone {
    weights = Map.copyOf(weights);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /** One that comes from no file. */
  public Backbone(
      String name, BackboneConfig config, Map<String, Weight> weights, String tokenizerJson) {
    this(name, config, weights, tokenizerJson, new TreeMap<>());
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
