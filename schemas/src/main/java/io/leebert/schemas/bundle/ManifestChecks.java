package io.leebert.schemas.bundle;

import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a manifest's fields are sound each and fit each other. */
final class ManifestChecks {

  private static final Set<String> POOLINGS = Set.of("mean", "cls");
  private static final double SHARES_TOLERANCE = 1e-3;

  private final ModelManifest manifest;
  private final String where;

  private ManifestChecks(ModelManifest manifest, String where) {
    this.manifest = manifest;
    this.where = where;
  }

  static void check(ModelManifest manifest, String where) {
    new ManifestChecks(manifest, where).run();
  }

  private void run() {
    require(
        manifest.getFormatVersion() == ModelBundle.FORMAT_VERSION,
        "formatVersion",
        manifest.getFormatVersion(),
        "" + ModelBundle.FORMAT_VERSION);
    require(!manifest.getModel().isBlank(), "model", "blank", "a name");
    require(!manifest.getModelVersion().isBlank(), "modelVersion", "blank", "a version");
    requirePositive("layers", manifest.getLayers());
    requirePositive("hiddenSize", manifest.getHiddenSize());
    requirePositive("vocabularySize", manifest.getVocabularySize());
    requirePositive("maxLength", manifest.getMaxLength());
    require(manifest.getHeldOutRows() >= 0, "heldOutRows", manifest.getHeldOutRows(), "0 or more");
    require(
        POOLINGS.contains(manifest.getPooling()), "pooling", manifest.getPooling(), "mean or cls");
    require(!manifest.getMetric().isBlank(), "metric", "blank", "the name of a score");
    checkLabels(manifest.getLabels());
    checkExits();
    checkQualityProfile(manifest.getQualityProfile());
    for (Map.Entry<String, BundleFile> file : manifest.getFiles().entrySet()) {
      String digest = file.getValue().getSha256();
      require(
          digest.matches("[0-9a-f]{64}"),
          "files." + file.getKey() + ".sha256",
          digest,
          "64 lower-case hexadecimal digits");
    }
  }

  private void checkLabels(List<String> labels) {
    require(labels.size() >= 2, "labels", labels, "two or more labels");
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      require(!label.isBlank(), "labels", labels, "no blank label");
      require(
          seen.add(label), "labels", labels, "every label once, but '" + label + "' comes twice");
    }
  }

  private void checkExits() {
    int layers = manifest.getLayers();
    List<Boolean> votes = manifest.getVotes();
    require(
        votes.size() == layers,
        "votes",
        votes.size() + " of them",
        "one for each of " + layers + " layers");
    require(votes.get(layers - 1), "votes", votes, "true for the last exit");
    List<Double> scores = manifest.getExitScores();
    require(
        scores.isEmpty() || scores.size() == layers,
        "exitScores",
        scores.size() + " of them",
        "none, or one for each of " + layers + " layers");
    require(scores.stream().allMatch(Double::isFinite), "exitScores", scores, "finite numbers");
    ExitRuleSettings rule = manifest.getExitRule();
    require(
        rule.getPatience() >= 0 && rule.getPatience() <= layers,
        "exitRule.patience",
        rule.getPatience(),
        "0 to " + layers);
    require(
        Float.isFinite(rule.getMinConfidence()),
        "exitRule.minConfidence",
        rule.getMinConfidence(),
        "a number");
    require(
        Float.isFinite(rule.getMaxEntropy()),
        "exitRule.maxEntropy",
        rule.getMaxEntropy(),
        "a number");
  }

  private void checkQualityProfile(List<PatienceQuality> profile) {
    int layers = manifest.getLayers();
    int previous = -1;
    for (int i = 0; i < profile.size(); i++) {
      PatienceQuality row = profile.get(i);
      String field = "qualityProfile[" + i + "]";
      require(
          row.getPatience() > previous && row.getPatience() <= layers,
          field + ".patience",
          row.getPatience(),
          "rising from 0 to " + layers);
      previous = row.getPatience();
      require(Double.isFinite(row.getScore()), field + ".score", row.getScore(), "a finite number");
      require(
          row.getAccuracy() >= 0 && row.getAccuracy() <= 1,
          field + ".accuracy",
          row.getAccuracy(),
          "0 to 1");
      require(
          row.getMeanExitLayer() >= 1 && row.getMeanExitLayer() <= layers,
          field + ".meanExitLayer",
          row.getMeanExitLayer(),
          "1 to " + layers);
      List<Double> shares = row.getExitShares();
      require(
          shares.size() == layers,
          field + ".exitShares",
          shares.size() + " of them",
          "one for each of " + layers + " layers");
      double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
      require(
          Math.abs(sum - 1) <= SHARES_TOLERANCE,
          field + ".exitShares",
          "summing to " + sum,
          "a sum of 1");
    }
  }

  private void requirePositive(String field, int value) {
    require(value >= 1, field, value, "1 or more");
  }

  private void require(boolean sound, String field, Object found, String expected) {
    if (!sound) {
      throw new BundleException(
          where + ": field " + field + " is " + found + ", expected " + expected);
    }
  }
}
