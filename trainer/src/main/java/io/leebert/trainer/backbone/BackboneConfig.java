package io.leebert.trainer.backbone;

import java.util.List;

/**
 * The shape of an encoder.
 *
 * @param layers number of transformer layers (M)
 * @param hiddenSize width of the hidden states (H)
 * @param heads attention heads; divides {@code hiddenSize}
 * @param intermediateSize width of the feed-forward layer
 * @param vocabularySize rows of the word embedding (V)
 * @param maxPositions rows of the position embedding: the longest input in tokens
 * @param typeVocabulary rows of the token type embedding
 * @param layerNormEpsilon epsilon of every layer normalization
 * @param activation activation of the feed-forward layer
 * @param architecture which network it is
 * @param embeddingSize width of the embeddings; for a BERT the same as {@code hiddenSize}
 * @param blocks per layer, the prefixes of the names of the weights it runs, first to last; layers
 *     with the same prefix share weights
 */
public record BackboneConfig(
    int layers,
    int hiddenSize,
    int heads,
    int intermediateSize,
    int vocabularySize,
    int maxPositions,
    int typeVocabulary,
    float layerNormEpsilon,
    Activation activation,
    Architecture architecture,
    int embeddingSize,
    List<List<String>> blocks) {

  /**
   * Checks that the numbers describe a network.
   *
   * @throws IllegalArgumentException naming the first number that does not fit
   */
  public BackboneConfig {
    requirePositive("layers", layers);
    requirePositive("hiddenSize", hiddenSize);
    requirePositive("heads", heads);
    requirePositive("intermediateSize", intermediateSize);
    requirePositive("vocabularySize", vocabularySize);
    requirePositive("maxPositions", maxPositions);
    requirePositive("typeVocabulary", typeVocabulary);
    if (hiddenSize % heads != 0) {
      throw new IllegalArgumentException(
          "hiddenSize " + hiddenSize + " is not a multiple of heads " + heads);
    }
    if (!(layerNormEpsilon > 0)) {
      throw new IllegalArgumentException(
          "layerNormEpsilon must be above 0, found " + layerNormEpsilon);
    }
    requirePositive("embeddingSize", embeddingSize);
    if (architecture == Architecture.BERT && embeddingSize != hiddenSize) {
      throw new IllegalArgumentException(
          "embeddingSize " + embeddingSize + " of a BERT is not its hiddenSize " + hiddenSize);
    }
    blocks = blocks.stream().map(List::copyOf).toList();
    if (blocks.size() != layers || blocks.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          layers + " layers need blocks for each of them, found " + blocks);
    }
  }

  /** A BERT: every layer has weights of its own. */
  public BackboneConfig(
      int layers,
      int hiddenSize,
      int heads,
      int intermediateSize,
      int vocabularySize,
      int maxPositions,
      int typeVocabulary,
      float layerNormEpsilon,
      Activation activation) {
    this(
        layers,
        hiddenSize,
        heads,
        intermediateSize,
        vocabularySize,
        maxPositions,
        typeVocabulary,
        layerNormEpsilon,
        activation,
        Architecture.BERT,
        hiddenSize,
        LayerBlocks.bert(layers));
  }

  /**
   * The lowest layers of this encoder.
   *
   * @throws IllegalArgumentException when it has fewer
   */
  public BackboneConfig lowest(int count) {
    if (count < 1 || count > layers) {
      throw new IllegalArgumentException(
          "an encoder of " + layers + " layers has no lowest " + count);
    }
    return new BackboneConfig(
        count,
        hiddenSize,
        heads,
        intermediateSize,
        vocabularySize,
        maxPositions,
        typeVocabulary,
        layerNormEpsilon,
        activation,
        architecture,
        embeddingSize,
        blocks.subList(0, count));
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, found " + value);
    }
  }
}
