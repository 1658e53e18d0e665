package io.leebert.trainer.retrain;

import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Manifests of models that are never run. */
final class Manifests {

  static final int LAYERS = 4;

  private Manifests() {}

  /** Of a model of single texts with such labels, served with patience 2. */
  static ModelManifest of(String... labels) {
    return ModelManifest.newBuilder()
        .setFormatVersion(1)
        .setModel("mails")
        .setModelVersion("1")
        .setCreatedAt(Instant.EPOCH)
        .setLabels(List.of(labels))
        .setLayers(LAYERS)
        .setHiddenSize(32)
        .setVocabularySize(100)
        .setMaxLength(48)
        .setExitRule(ExitRuleSettings.newBuilder().setPatience(2).build())
        .setVotes(List.of(true, true, true, true))
        .setPooling("mean")
        .setMetric("accuracy")
        .build();
  }

  /** The same with a quality profile: a score and a mean exit layer for patience 0, 1, ... */
  static ModelManifest withProfile(double[]... scoresAndLayers) {
    List<PatienceQuality> profile = new ArrayList<>();
    for (double[] pair : scoresAndLayers) {
      profile.add(
          PatienceQuality.newBuilder()
              .setPatience(profile.size())
              .setScore(pair[0])
              .setAccuracy(pair[0])
              .setMeanExitLayer(pair[1])
              .setExitShares(List.of(0.25, 0.25, 0.25, 0.25))
              .build());
    }
    return ModelManifest.newBuilder(of("parcel", "money")).setQualityProfile(profile).build();
  }
}
