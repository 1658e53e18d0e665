package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphQuality;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a bundle with int8 weights of one with fp32 weights, and checks what that costs. */
public final class BundleQuantizer {

  private final Clock clock;
  private final int threads;

  /**
   * A quantizer.
   *
   * @param clock tells when a bundle was made
   * @param threads threads for running the graphs
   */
  public BundleQuantizer(Clock clock, int threads) {
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Rewrites a bundle's graph and scores both graphs on labelled rows. The quality profile of the
   * new bundle is that of its own graph; the scores of single exits, which no graph can be asked
   * for, stay those of the trained network.
   *
   * @param rows rows the model was not trained on
   * @param version version of the new bundle
   * @param bound points, of a hundred, that a score may fall by
   * @throws QuantizationException when a score falls by more
   * @throws ExportException when the bundle's weights are not fp32, or a graph cannot be run
   */
  public ReadyBundle quantize(
      ModelBundle bundle, List<TokenizedRow> rows, String version, double bound) {
    ModelManifest manifest = bundle.manifest();
    if (Quantization.INT8.equals(manifest.getProvenance().get(Quantization.KEY))) {
      throw new ExportException("the weights of " + bundle.directory() + " are int8 already");
    }
    Metric metric = Metric.ofLabel(manifest.getMetric());
    int classes = manifest.getLabels().size();
    ExitRule served = served(manifest);
    try {
      byte[] int8 =
          Int8Graph.of(ModelProto.parseFrom(Files.readAllBytes(bundle.model()))).toByteArray();
      Quantization quantization;
      try (GraphRunner before = GraphRunner.open(bundle.model(), threads);
          GraphRunner after = GraphRunner.open(int8, threads)) {
        quantization =
            new Quantization(
                metric.label(),
                GraphQuality.of(before, rows, metric, classes, served),
                GraphQuality.of(after, rows, metric, classes, served),
                bound);
      }
      quantization.require();
      Map<String, String> provenance = new TreeMap<>(manifest.getProvenance());
      provenance.putAll(quantization.provenance());
      provenance.put("quantize.from", manifest.getModelVersion());
      return new ReadyBundle(
          ModelManifest.newBuilder(manifest)
              .setModelVersion(version)
              .setCreatedAt(clock.instant())
              .setQualityProfile(quantization.int8().profile())
              .setHeldOutRows(rows.size())
              .setProvenance(provenance)
              .setFiles(Map.of())
              .build(),
          int8,
          Files.readString(bundle.tokenizer()),
          quantization);
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime cannot run the graph: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle.directory(), e);
    }
  }

  private static ExitRule served(ModelManifest manifest) {
    ExitRuleSettings rule = manifest.getExitRule();
    return new ExitRule(
        rule.getPatience(), rule.getMinConfidence(), rule.getMaxEntropy(), manifest.getVotes());
  }
}
