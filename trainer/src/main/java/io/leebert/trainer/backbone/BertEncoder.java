package io.leebert.trainer.backbone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A BERT encoder as trainable operations (Devlin et al., 2019): embeddings, then layers of
 * self-attention and feed-forward, each followed by a layer normalization.
 *
 * <p>Its parameters go by the names of {@link Backbone}. Its tensors belong to whichever pointer
 * scope was open when it was made, or to the garbage collector when none was.
 */
public final class BertEncoder {

  private final Backbone origin;
  private final BackboneConfig config;
  private final double dropout;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> trainable = new LinkedHashMap<>();
  private final List<BertLayer> layers = new ArrayList<>();

  /**
   * An encoder that starts from a backbone's weights, which it copies.
   *
   * @param layerCount use only that many of the lowest layers
   * @param freezeEmbeddings true leaves everything below the first layer as it is
   * @param dropout dropout after the embeddings and after both halves of a layer, while training
   * @throws IllegalArgumentException when the backbone has fewer layers or lacks a weight
   */
  public BertEncoder(Backbone origin, int layerCount, boolean freezeEmbeddings, double dropout) {
    BackboneConfig full = origin.config();
    if (layerCount < 1 || layerCount > full.layers()) {
      throw new IllegalArgumentException(
          "backbone "
              + origin.name()
              + " has "
              + full.layers()
              + " layers, "
              + layerCount
              + " cannot be used");
    }
    this.origin = origin;
    this.dropout = dropout;
    this.config =
        new BackboneConfig(
            layerCount,
            full.hiddenSize(),
            full.heads(),
            full.intermediateSize(),
            full.vocabularySize(),
            full.maxPositions(),
            full.typeVocabulary(),
            full.layerNormEpsilon(),
            full.activation());
    for (String name :
        List.of(
            "embeddings.word_embeddings.weight",
            "embeddings.position_embeddings.weight",
            "embeddings.token_type_embeddings.weight",
            "embeddings.LayerNorm.weight",
            "embeddings.LayerNorm.bias")) {
      load(name, !freezeEmbeddings);
    }
    for (int layer = 0; layer < layerCount; layer++) {
      String prefix = "encoder.layer." + layer + ".";
      for (String name : BertLayer.PARAMETERS) {
        load(prefix + name, true);
      }
      layers.add(new BertLayer(config, dropout, name -> parameter(prefix + name)));
    }
  }

  private void load(String name, boolean train) {
    Tensor tensor = TensorValues.tensor(origin.weight(name));
    tensor.set_requires_grad(train);
    parameters.put(name, tensor);
    if (train) {
      trainable.put(name, tensor);
    }
  }

  private Tensor parameter(String name) {
    Tensor tensor = parameters.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter named " + name);
    }
    return tensor;
  }

  /** The encoder's shape; fewer layers than the backbone's where only some are used. */
  public BackboneConfig config() {
    return config;
  }

  /** The parameters that training may change, by name, in a fixed order. */
  public Map<String, Tensor> trainable() {
    return Collections.unmodifiableMap(trainable);
  }

  /**
   * Runs the network.
   *
   * @param ids {@code [B, S]} int64
   * @param types {@code [B, S]} int64, segment of every token
   * @param attention {@code [B, 1, 1, S]} fp32 to add to attention scores: 0 for real tokens, very
   *     negative for padding; empty when nothing is padded, which is faster
   * @param training true switches dropout on
   * @return hidden states after layer 1 to M, each {@code [B, S, H]}
   */
  public List<Tensor> forward(
      Tensor ids, Tensor types, TensorOptional attention, boolean training) {
    Tensor positions =
        parameter("embeddings.position_embeddings.weight").narrow(0, 0, ids.size(1)).unsqueeze(0);
    Tensor sum =
        torch
            .embedding(parameter("embeddings.word_embeddings.weight"), ids)
            .add(torch.embedding(parameter("embeddings.token_type_embeddings.weight"), types))
            .add(positions);
    Tensor hidden =
        torch.layer_norm(
            sum,
            new long[] {config.hiddenSize()},
            new TensorOptional(parameter("embeddings.LayerNorm.weight")),
            new TensorOptional(parameter("embeddings.LayerNorm.bias")),
            config.layerNormEpsilon(),
            false);
    if (training && dropout > 0) {
      hidden = torch.dropout(hidden, dropout, true);
    }
    List<Tensor> states = new ArrayList<>(layers.size());
    for (BertLayer layer : layers) {
      hidden = layer.forward(hidden, attention, training);
      states.add(hidden);
    }
    return states;
  }

  /** The backbone with the weights as they are now; weights of unused layers are left out. */
  public Backbone toBackbone() {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
      Weight old = origin.weight(entry.getKey());
      boolean changed = trainable.containsKey(entry.getKey());
      weights.put(
          entry.getKey(),
          changed ? Weight.of(TensorValues.floats(entry.getValue()), old.shape()) : old);
    }
    return new Backbone(origin.name(), config, weights, origin.tokenizerJson());
  }
}
