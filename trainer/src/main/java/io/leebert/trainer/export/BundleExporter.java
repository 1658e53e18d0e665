package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.evaluate.GraphQuality;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.evaluate.QualityProfiler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a bundle of a trained network: one graph, checked before it is written. */
public final class BundleExporter {

  private final Clock clock;
  private final int threads;
  private final Runnable afterBatch;

  /**
   * An exporter.
   *
   * @param clock tells when a bundle was made
   * @param threads threads for running the graph
   */
  public BundleExporter(Clock clock, int threads) {
    this(clock, threads, () -> {});
  }

  /**
   * An exporter that can be stopped.
   *
   * @param clock tells when a bundle was made
   * @param threads threads for running the graph
   * @param afterBatch runs after every batch of a check; what it throws ends the export, with
   *     nothing written
   */
  public BundleExporter(Clock clock, int threads, Runnable afterBatch) {
    this.clock = clock;
    this.threads = threads;
    this.afterBatch = afterBatch;
  }

  /**
   * Writes the graph, runs it in ONNX Runtime on the held-out rows against the trained network's
   * own answers, and writes the bundle with its quality profile.
   *
   * @param target the bundle's folder; must not exist
   * @throws ExportException when the graph does not do what the network does; nothing is written
   */
  public ModelBundle export(
      MultiExitNetwork network, HeldOut heldOut, BundleDetails details, Path target) {
    return prepare(network, heldOut, details, null).write(target);
  }

  /**
   * All of {@link #export} but the writing, and with int8 weights where a bound is given: the fp32
   * graph is checked against the trained network, the int8 graph by its scores against the fp32
   * one's.
   *
   * @param int8Bound points, of a hundred, that a score may fall by; null for fp32 weights
   * @throws ExportException when the graph does not do what the network does
   * @throws QuantizationException when a score falls by more than the bound
   */
  public ReadyBundle prepare(
      MultiExitNetwork network,
      HeldOut heldOut,
      BundleDetails details,
      @Nullable Double int8Bound) {
    ModelProto graph = MultiExitGraph.of(network);
    byte[] model = graph.toByteArray();
    try {
      double difference;
      try (GraphRunner runner = GraphRunner.open(model, threads).afterEveryBatch(afterBatch)) {
        difference = new ParityCheck(heldOut, network.votes(), details.served()).check(runner);
      }
      GraphQuality quality =
          GraphQuality.of(
              heldOut.probabilities(), heldOut.gold(), details.metric(), details.served());
      // Sorted, so that the same training writes the same file.
      Map<String, String> provenance = new TreeMap<>(details.provenance());
      provenance.put("export.maxDifference", String.format(Locale.ROOT, "%.2e", difference));
      Quantization quantization = null;
      if (int8Bound != null) {
        model = Int8Graph.of(graph).toByteArray();
        quantization = quantization(model, network, heldOut, details, quality, int8Bound);
        quantization.require();
        quality = quantization.int8();
        provenance.putAll(quantization.provenance());
      }
      ModelManifest manifest = manifest(network, heldOut, details, quality, provenance);
      return new ReadyBundle(manifest, model, network.backbone().tokenizerJson(), quantization);
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime refuses the exported graph: " + e.getMessage(), e);
    }
  }

  private Quantization quantization(
      byte[] model,
      MultiExitNetwork network,
      HeldOut heldOut,
      BundleDetails details,
      GraphQuality fp32,
      double bound)
      throws OrtException {
    try (GraphRunner runner = GraphRunner.open(model, threads).afterEveryBatch(afterBatch)) {
      int classes = network.labels().size();
      GraphQuality int8 =
          GraphQuality.of(runner, heldOut.rows(), details.metric(), classes, details.served());
      return new Quantization(details.metric().label(), fp32, int8, bound);
    }
  }

  private ModelManifest manifest(
      MultiExitNetwork network,
      HeldOut heldOut,
      BundleDetails details,
      GraphQuality quality,
      Map<String, String> provenance) {
    BackboneConfig config = network.backbone().config();
    return ModelManifest.newBuilder()
        .setFormatVersion(ModelBundle.FORMAT_VERSION)
        .setModel(details.name())
        .setModelVersion(details.version())
        .setCreatedAt(clock.instant())
        .setLabels(network.labels())
        .setLayers(config.layers())
        .setHiddenSize(config.hiddenSize())
        .setVocabularySize(config.vocabularySize())
        .setMaxLength(network.maxLength())
        .setTextPair(details.textPair())
        .setExitRule(
            ExitRuleSettings.newBuilder()
                .setPatience(details.served().patience())
                .setMinConfidence(details.served().minConfidence())
                .setMaxEntropy(details.served().maxEntropy())
                .build())
        .setVotes(network.votes())
        .setPooling(network.pooling().name().toLowerCase(Locale.ROOT))
        .setMetric(details.metric().label())
        .setExitScores(
            QualityProfiler.exitScores(heldOut.probabilities(), heldOut.gold(), details.metric()))
        .setQualityProfile(quality.profile())
        .setHeldOutRows(heldOut.rows().size())
        .setProvenance(provenance)
        .setFiles(Map.of())
        .build();
  }
}
