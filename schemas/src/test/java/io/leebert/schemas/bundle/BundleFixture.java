package io.leebert.schemas.bundle;

import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sound bundle of a made-up model: 3 layers, 2 labels, 5 tokens. Its model is no ONNX file;
 * nobody here runs it.
 */
public final class BundleFixture {

  public static final byte[] MODEL = "not really a graph".getBytes(StandardCharsets.UTF_8);
  public static final String TOKENIZER =
      """
      {"added_tokens": [{"id": 4, "content": "[MASK]"}],
       "model": {"type": "WordPiece", "vocab": {"[PAD]": 0, "[UNK]": 1, "good": 2, "bad": 3}}}
      """;

  private BundleFixture() {}

  public static ModelManifest.Builder manifest() {
    List<PatienceQuality> profile = new ArrayList<>();
    for (int patience = 0; patience <= 3; patience++) {
      profile.add(new PatienceQuality(patience, 0.8, 0.8, 2.0, List.of(0.25, 0.5, 0.25)));
    }
    return ModelManifest.newBuilder()
        .setFormatVersion(ModelBundle.FORMAT_VERSION)
        .setModel("sentiment")
        .setModelVersion("2026-01-01")
        .setCreatedAt(Instant.parse("2026-01-01T00:00:00Z"))
        .setLabels(List.of("negative", "positive"))
        .setLayers(3)
        .setHiddenSize(8)
        .setVocabularySize(5)
        .setMaxLength(16)
        .setExitRule(new ExitRuleSettings(1, 2f, -1f))
        .setVotes(List.of(false, true, true))
        .setPooling("mean")
        .setMetric("accuracy")
        .setExitScores(List.of(0.5, 0.75, 0.875))
        .setQualityProfile(profile)
        .setHeldOutRows(8)
        .setProvenance(Map.of("seed", "7"));
  }

  public static ModelBundle written(Path target) {
    return ModelBundle.write(target, manifest().build(), MODEL, TOKENIZER);
  }
}
