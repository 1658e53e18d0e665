package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.exits.ExitCriterion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an evaluation looks like to people and to programs; the scores come from graphs. */
class BundleEvaluationTest {

  private static PatienceQuality quality(int patience, double score, double layer) {
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(0.5)
        .setMeanExitLayer(layer)
        .setExitShares(List.of(0.25, 0.75))
        .build();
  }

  private static BundleEvaluation of(String metric, List<BundleEvaluation.Threshold> thresholds) {
    return new BundleEvaluation(
        "mails 1", metric, 2, 40, List.of(quality(0, 0.8, 1), quality(1, 0.9125, 1.6)), thresholds);
  }

  @Test
  void everyPatienceIsALineWithScoreDepthSpeedUpAndShares() {
    assertThat(of("accuracy", List.of()).table().lines().map(String::stripTrailing))
        .containsExactly(
            "mails 1 on 40 rows",
            "",
            "                                                    % leaving at exit",
            "  patience     accuracy  mean exit layer  speed-up     1    2",
            "         0        80.00             1.00     2.00x    25   75",
            "         1        91.25             1.60     1.25x    25   75");
  }

  @Test
  void anotherMetricHasTheAccuracyBesideIt() {
    assertThat(of("matthews", List.of()).table().lines().map(String::stripTrailing))
        .contains(
            "  patience     matthews  accuracy  mean exit layer  speed-up     1    2",
            "         0        80.00     50.00             1.00     2.00x    25   75");
  }

  @Test
  void thresholdsOfOneKindStandUnderOneHead() {
    String table =
        of(
                "accuracy",
                List.of(
                    new BundleEvaluation.Threshold(
                        ExitCriterion.CONFIDENCE, 0.9, quality(2, 0.7, 1)),
                    new BundleEvaluation.Threshold(
                        ExitCriterion.CONFIDENCE, 0.95, quality(2, 0.7, 1)),
                    new BundleEvaluation.Threshold(ExitCriterion.ENTROPY, 0.3, quality(2, 0.7, 1))))
            .table();

    assertThat(table).containsOnlyOnce("confidence").containsOnlyOnce("entropy");
    assertThat(table).containsSubsequence("confidence", "0.9000", "0.9500", "entropy", "0.3000");
  }

  @Test
  void programsGetTheSameNumbersUnderTheSameNamesInTheSameOrder() {
    Map<String, Object> json =
        of(
                "accuracy",
                List.of(
                    new BundleEvaluation.Threshold(ExitCriterion.ENTROPY, 0.3, quality(2, 0.7, 1))))
            .toJson();

    assertThat(json.keySet())
        .containsExactly("model", "metric", "layers", "rows", "patience", "thresholds");
    assertThat(json.get("patience"))
        .asInstanceOf(LIST)
        .last()
        .hasToString(
            "{patience=1, score=0.9125, accuracy=0.5, meanExitLayer=1.6, layerSpeedup=1.25,"
                + " exitShares=[0.25, 0.75]}");
    assertThat(json.get("thresholds"))
        .asInstanceOf(LIST)
        .singleElement()
        .asString()
        .startsWith("{entropy=0.3, score=0.7, ");
  }
}
