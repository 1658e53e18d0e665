package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.evaluate.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTableTest {

  private static final String RULE = "patience-1";

  private static ModelScores scores(List<String> labels, double... recalls) {
    Map<String, RuleScore> byRule = new LinkedHashMap<>();
    byRule.put(RULE, new RuleScore(0.875, 0.875, 1.5, recalls));
    return new ModelScores(Manifests.of(labels.toArray(String[]::new)), byRule);
  }

  private static Stream<String> table(
      ModelScores candidate, @Nullable ModelScores current, long... counts) {
    return new GateTable(
            candidate,
            current,
            List.of("parcel", "money", "password"),
            counts,
            Metric.MATTHEWS,
            RULE)
        .text()
        .lines()
        .map(String::stripTrailing);
  }

  @Test
  void aLabelThatAModelDoesNotKnowHasADashThere() {
    ModelScores candidate = scores(List.of("parcel", "money", "password"), 1, 0.5, 0.25);
    ModelScores current = scores(List.of("parcel", "money"), 1, 0.75, 0);

    assertThat(table(candidate, current, 4, 4, 8))
        .containsExactly(
            "16 held-out rows; candidate 1, current 1",
            "rule               matthews  layer     current matthews  layer",
            "patience-1            87.50   1.50                87.50   1.50",
            "label at patience-1    rows  recall  current recall",
            "parcel                    4  100.00          100.00",
            "money                     4   50.00           75.00",
            "password                  8   25.00               -");
  }

  @Test
  void alonePrintsNothingOfACurrentModelAndLabelsWithoutRowsAreLeftOut() {
    ModelScores candidate = scores(List.of("parcel", "money", "password"), 1, 0.5, 0);

    assertThat(table(candidate, null, 4, 4, 0))
        .containsExactly(
            "8 held-out rows; candidate 1",
            "rule               matthews  layer",
            "patience-1            87.50   1.50",
            "label at patience-1    rows  recall",
            "parcel                    4  100.00",
            "money                     4   50.00");
  }
}
