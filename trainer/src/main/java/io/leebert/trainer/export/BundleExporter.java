package io.leebert.trainer.export;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.evaluate.QualityProfiler;
import io.leebert.trainer.exits.ExitRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes a bundle of a trained network: one graph, checked before it is written. */
public final class BundleExporter {

  private final Clock clock;
  private final int threads;

  /**
   * An exporter.
   *
   * @param clock tells when a bundle was made
   * @param threads threads for running the graph
   */
  public BundleExporter(Clock clock, int threads) {
    this.clock = clock;
    this.threads = threads;
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
    byte[] model = MultiExitGraph.of(network).toByteArray();
    double difference = check(model, network, heldOut, details.served());
    // Sorted, so that the same training writes the same file.
    Map<String, String> provenance = new TreeMap<>(details.provenance());
    provenance.put("export.maxDifference", String.format(Locale.ROOT, "%.2e", difference));
    ModelManifest manifest = manifest(network, heldOut, details, provenance);
    return ModelBundle.write(target, manifest, model, network.backbone().tokenizerJson());
  }

  private double check(byte[] model, MultiExitNetwork network, HeldOut heldOut, ExitRule served) {
    try {
      Path file = Files.createTempFile("leebert-export", ".onnx");
      try {
        Files.write(file, model);
        try (GraphRunner graph = GraphRunner.open(file, threads)) {
          return new ParityCheck(heldOut, network.votes(), served).check(graph);
        }
      } finally {
        Files.delete(file);
      }
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime refuses the exported graph: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the graph for its check", e);
    }
  }

  private ModelManifest manifest(
      MultiExitNetwork network,
      HeldOut heldOut,
      BundleDetails details,
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
        .setQualityProfile(
            QualityProfiler.profile(
                heldOut.probabilities(), heldOut.gold(), details.metric(), network.votes()))
        .setHeldOutRows(heldOut.rows().size())
        .setProvenance(provenance)
        .setFiles(Map.of())
        .build();
  }
}
