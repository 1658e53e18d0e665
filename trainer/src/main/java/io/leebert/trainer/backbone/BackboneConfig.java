package io.leebert.trainer.backbone;

/**
 * The shape of a BERT encoder.
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
    Activation activation) {

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
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, found " + value);
    }
  }
}
