package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Architecture;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The network of a bundle, read back from its graph: what training can go on from.
 *
 * <p>Exits without a vote are not in the graph, and come back as zeros. Weights in int8 come back
 * as the numbers they stand for, which are not quite those that were trained.
 */
public final class BundleNetwork {

  private static final List<String> LINEAR =
      List.of("attention.output.dense", "intermediate.dense", "output.dense");
  private static final List<String> NORMS =
      List.of("attention.output.LayerNorm", "output.LayerNorm");

  private final ExportedWeights exported;
  private final Map<String, Weight> weights = new HashMap<>();

  private BundleNetwork(GraphProto graph) {
    this.exported = new ExportedWeights(graph);
  }

  /**
   * Reads it.
   *
   * @throws ExportException when the graph is none that the trainer wrote
   */
  public static MultiExitNetwork of(ModelBundle bundle) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(bundle.model()));
      return new BundleNetwork(model.getGraph())
          .network(bundle.manifest(), Files.readString(bundle.tokenizer()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle.directory(), e);
    }
  }

  private MultiExitNetwork network(ModelManifest manifest, String tokenizerJson) {
    List<List<String>> blocks = blocks(manifest.getLayers());
    embeddings();
    blocks.stream().flatMap(List::stream).distinct().forEach(this::block);
    TreeMap<String, String> digests = new TreeMap<>();
    manifest.getFiles().forEach((name, file) -> digests.put(name, file.getSha256()));
    Backbone backbone =
        new Backbone(
            manifest.getModel() + " " + manifest.getModelVersion(),
            config(manifest, blocks),
            weights,
            tokenizerJson,
            digests);
    List<LinearExit> exits = new ArrayList<>();
    for (int layer = 1; layer <= manifest.getLayers(); layer++) {
      exits.add(exit(layer, manifest.getLabels().size(), manifest.getHiddenSize()));
    }
    return new MultiExitNetwork(
        backbone,
        Pooling.valueOf(manifest.getPooling().toUpperCase(Locale.ROOT)),
        exits,
        manifest.getVotes(),
        manifest.getLabels(),
        manifest.getMaxLength());
  }

  /** Prefixes of the weights of every layer; layers that share weights have the same. */
  private List<List<String>> blocks(int layers) {
    List<String> all = new ArrayList<>();
    for (NodeProto node : exported.nodes()) {
      int bias = biasOfAttention(node);
      if (bias > 0) {
        String name = node.getInput(bias);
        String ending = EncoderGraph.SELF + "bias";
        if (!name.endsWith(ending)) {
          throw foreign("adds " + name + " in its attention");
        }
        all.add(name.substring(0, name.length() - ending.length()));
      }
    }
    if (all.isEmpty() || all.size() % layers != 0) {
      throw foreign("has " + all.size() + " attentions for " + layers + " layers");
    }
    int perLayer = all.size() / layers;
    List<List<String>> blocks = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      blocks.add(List.copyOf(all.subList(layer * perLayer, (layer + 1) * perLayer)));
    }
    return blocks;
  }

  /** Which input of an attention is its bias; 0 for other operators. */
  private static int biasOfAttention(NodeProto node) {
    return switch (node.getOpType()) {
      case "Attention" -> 2;
      case "MultiHeadAttention" -> 3;
      default -> 0;
    };
  }

  private void embeddings() {
    weights.put(EncoderGraph.WORD, exported.named(EncoderGraph.WORD, true));
    for (String name :
        List.of(
            EncoderGraph.TYPE,
            EncoderGraph.POSITION,
            EncoderGraph.NORM + ".weight",
            EncoderGraph.NORM + ".bias")) {
      weights.put(name, exported.named(name));
    }
    if (exported.has(EncoderGraph.PROJECTION + ".bias")) {
      linear(EncoderGraph.PROJECTION);
    }
  }

  private void block(String prefix) {
    Weight together = exported.named(prefix + EncoderGraph.SELF + "weight", false);
    float[] biases = exported.named(prefix + EncoderGraph.SELF + "bias").values();
    int width = biases.length / 3;
    List<String> parts = List.of("query", "key", "value");
    for (int i = 0; i < parts.size(); i++) {
      String name = prefix + "attention.self." + parts.get(i);
      weights.put(name + ".weight", rowsOfColumns(together, i * width, (i + 1) * width));
      float[] bias = Arrays.copyOfRange(biases, i * width, (i + 1) * width);
      weights.put(name + ".bias", Weight.of(bias, width));
    }
    LINEAR.forEach(part -> linear(prefix + part));
    for (String norm : NORMS) {
      for (String part : List.of(".weight", ".bias")) {
        weights.put(prefix + norm + part, exported.named(prefix + norm + part));
      }
    }
  }

  private void linear(String name) {
    Weight stored = exported.named(name + ".weight" + EncoderGraph.TRANSPOSED, false);
    weights.put(name + ".weight", rowsOfColumns(stored, 0, stored.shape()[1]));
    weights.put(name + ".bias", exported.named(name + ".bias"));
  }

  /** Some columns of {@code [in, out]} as {@code [columns, in]}. */
  private static Weight rowsOfColumns(Weight stored, int from, int to) {
    int inputs = stored.shape()[0];
    int columns = stored.shape()[1];
    float[] values = stored.values();
    float[] rows = new float[(to - from) * inputs];
    for (int input = 0; input < inputs; input++) {
      for (int column = from; column < to; column++) {
        rows[(column - from) * inputs + input] = values[input * columns + column];
      }
    }
    return Weight.of(rows, to - from, inputs);
  }

  private LinearExit exit(int layer, int classes, int width) {
    String name = MultiExitGraph.exitName(layer);
    return exported.has(name + ".weight")
        ? new LinearExit(exported.named(name + ".weight"), exported.named(name + ".bias"))
        : new LinearExit(
            Weight.of(new float[classes * width], classes, width),
            Weight.of(new float[classes], classes));
  }

  private BackboneConfig config(ModelManifest manifest, List<List<String>> blocks) {
    String first = blocks.get(0).get(0);
    int[] words = shape(EncoderGraph.WORD);
    NodeProto attention = first(biased -> biasOfAttention(biased) > 0, "attention");
    return new BackboneConfig(
        manifest.getLayers(),
        manifest.getHiddenSize(),
        (int) ExportedWeights.attribute(attention, "num_heads").getI(),
        shape(first + "intermediate.dense.bias")[0],
        words[0],
        shape(EncoderGraph.POSITION)[0],
        shape(EncoderGraph.TYPE)[0],
        exported.embeddingNorm().epsilon(),
        activation(),
        exported.has(EncoderGraph.PROJECTION + ".bias") ? Architecture.ALBERT : Architecture.BERT,
        words[1],
        blocks);
  }

  private int[] shape(String name) {
    return Objects.requireNonNull(weights.get(name), name).shape();
  }

  private Activation activation() {
    NodeProto node =
        first(
            some -> some.getOpType().equals("BiasGelu") || some.getOpType().equals("FastGelu"),
            "activation");
    return node.getOpType().equals("BiasGelu") ? Activation.GELU : Activation.GELU_TANH;
  }

  private NodeProto first(Predicate<NodeProto> wanted, String what) {
    return exported.nodes().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> foreign("has no " + what));
  }

  private static ExportException foreign(String what) {
    return new ExportException(
        "expected the graph of a bundle as train writes it, but this one " + what);
  }
}
