package io.leebert.trainer.backbone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A BERT or ALBERT encoder as trainable operations: embeddings, then layers of self-attention and
 * feed-forward, each followed by a layer normalization.
 *
 * <p>Layers that share weights share the tensors: each is there once, and its gradient is the sum
 * over the layers. Its parameters go by the names of {@link Backbone}. Its tensors belong to
 * whichever pointer scope was open when it was made, or to the garbage collector when none was.
 */
public final class BertEncoder {

  private final Backbone origin;
  private final BackboneConfig config;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> trainable = new LinkedHashMap<>();
  private final EncoderEmbeddings embeddings;
  private final List<List<BertLayer>> layers = new ArrayList<>();

  /**
   * An encoder that starts from a backbone's weights, which it copies.
   *
   * @param layerCount use only that many of the lowest layers
   * @param freezeEmbeddings true leaves everything below the first layer as it is
   * @param dropout dropout after the embeddings and after both halves of a layer, while training
   * @throws IllegalArgumentException when the backbone has fewer layers or lacks a weight
   */
  public BertEncoder(Backbone origin, int layerCount, boolean freezeEmbeddings, double dropout) {
    this(origin, layerCount, freezeEmbeddings, dropout, TrainingDevice.CPU);
  }

  /** As the other constructor, on a device. */
  public BertEncoder(
      Backbone origin,
      int layerCount,
      boolean freezeEmbeddings,
      double dropout,
      TrainingDevice device) {
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
    this.config = full.lowest(layerCount);
    for (String name : EncoderWeights.shapes(config).keySet()) {
      load(device, name, !(freezeEmbeddings && name.startsWith("embeddings.")));
    }
    this.embeddings = new EncoderEmbeddings(config, dropout, this::parameter);
    Map<String, BertLayer> blocks = new HashMap<>();
    for (List<String> prefixes : config.blocks()) {
      List<BertLayer> layer = new ArrayList<>();
      for (String prefix : prefixes) {
        layer.add(
            blocks.computeIfAbsent(
                prefix, p -> new BertLayer(config, dropout, name -> parameter(p + name))));
      }
      layers.add(layer);
    }
  }

  private void load(TrainingDevice device, String name, boolean train) {
    Tensor tensor = device.place(TensorValues.tensor(origin.weight(name)));
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

  /** As {@link #forward(Tensor, Tensor, TensorOptional, boolean, Precision)}, in fp32. */
  public List<Tensor> forward(
      Tensor ids, Tensor types, TensorOptional attention, boolean training) {
    return forward(ids, types, attention, training, Precision.FP32);
  }

  /**
   * Runs the network.
   *
   * @param ids {@code [B, S]} int64
   * @param types {@code [B, S]} int64, segment of every token
   * @param attention {@code [B, 1, 1, S]} fp32 to add to attention scores: 0 for real tokens, very
   *     negative for padding; empty when nothing is padded, which is faster
   * @param training true switches dropout on
   * @param precision of matrix products
   * @return hidden states after layer 1 to M, each {@code [B, S, H]}
   */
  public List<Tensor> forward(
      Tensor ids, Tensor types, TensorOptional attention, boolean training, Precision precision) {
    Tensor hidden = embeddings.forward(ids, types, training);
    List<Tensor> states = new ArrayList<>(layers.size());
    for (List<BertLayer> layer : layers) {
      for (BertLayer block : layer) {
        hidden = block.forward(hidden, attention, training, precision);
      }
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
    return new Backbone(origin.name(), config, weights, origin.tokenizerJson(), origin.digests());
  }
}
