package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.evaluate.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decision from scores. The scores themselves come from graphs, see RetrainerTest. */
class GateTest {

  private static final List<String> LABELS = List.of("parcel", "money");
  private static final GateRules RULES = new GateRules(0.02, 0.1, 50, null);

  private final List<Sample> rows = new ArrayList<>();

  GateTest() {
    add("parcel", 100);
    add("money", 60);
  }

  @Test
  void aCandidateWithinTheMarginAtEveryPatiencePasses() {
    GateReport gate =
        decide(
            scores(score(0.90, 0.90, 0.90), score(0.95, 0.95, 0.95)),
            scores(score(0.92, 0.92, 0.92), score(0.94, 0.94, 0.94)));

    assertThat(gate.passed()).isTrue();
    assertThat(gate.reasons()).isEmpty();
    assertThat(gate.summary()).isEqualTo("not worse than the margins allow");
  }

  @Test
  void onePatienceBelowTheMarginIsEnoughToFail() {
    GateReport gate =
        decide(
            scores(score(0.95, 0.95, 0.95), score(0.919, 0.92, 0.92)),
            scores(score(0.90, 0.90, 0.90), score(0.94, 0.94, 0.94)));

    assertThat(gate.passed()).isFalse();
    assertThat(gate.reasons())
        .containsExactly(
            "at patience-4 the candidate's accuracy is 91.90, the current model's 94.00: more than"
                + " 2.00 below");
  }

  @Test
  void aLabelThatFallsTooFarFailsIfItHasEnoughRows() {
    ModelScores current = scores(score(0.9, 0.9, 0.9), score(0.9, 0.9, 0.9));

    GateReport fallen = decide(scores(score(0.9, 0.95, 0.79), score(0.9, 0.9, 0.9)), current);
    assertThat(fallen.reasons())
        .containsExactly(
            "at patience-1 the candidate finds 79.00 % of the 60 rows of 'money', the current model"
                + " 90.00 %: more than 10.00 below");

    rows.removeIf(row -> row.label().equals("money"));
    add("money", 49);
    assertThat(decide(scores(score(0.9, 0.95, 0.79), score(0.9, 0.9, 0.9)), current).passed())
        .isTrue();
  }

  @Test
  void roundingDoesNotDecide() {
    assertThat(
            decide(
                    scores(score(0.92 - 0.02, 0.9, 0.8), score(1, 1, 1)),
                    scores(score(0.92, 0.9, 0.9), score(1, 1, 1)))
                .passed())
        .isTrue();
  }

  @Test
  void withoutACurrentModelTheCandidateMustBeatTheCommonestLabelAtEveryPatience() {
    assertThat(decide(scores(score(0.63, 1, 0), score(0.9, 1, 1)), null).passed()).isTrue();

    // 100 of 160 rows are parcels.
    GateReport constant = decide(scores(score(0.625, 1, 0), score(0.9, 1, 1)), null);
    assertThat(constant.passed()).isFalse();
    assertThat(constant.reasons())
        .containsExactly(
            "at patience-1 the candidate's accuracy is 62.50, and the commonest label for every row"
                + " has 62.50");
  }

  @Test
  void everyNumberIsThereByNameForEvents() {
    GateReport gate =
        decide(
            scores(score(0.90, 0.8, 0.7), score(0.95, 0.95, 0.95)),
            scores(score(0.88, 0.88, 0.88), score(0.94, 0.94, 0.94)));

    assertThat(gate.scores())
        .containsEntry("rows", 160.0)
        .containsEntry("majority.score", 0.625)
        .containsEntry("candidate.patience-1.accuracy", 0.90)
        .containsEntry("candidate.patience-4.score", 0.95)
        .containsEntry("candidate.patience-4.meanExitLayer", 3.0)
        .containsEntry("current.patience-4.accuracy", 0.94)
        // The candidate is served with patience 2, which was not compared: the first there is.
        .containsEntry("candidate.class.money.recall", 0.7)
        .containsEntry("current.class.parcel.recall", 0.88);
  }

  @Test
  void bothTablesStandBesideEachOther() {
    List<String> lines =
        decide(
                scores(score(0.90, 0.8, 0.7), score(0.95, 0.95, 0.95)),
                scores(score(0.88, 0.88, 0.88), score(0.94, 0.94, 0.94)))
            .table()
            .lines()
            .toList();

    assertThat(lines.get(0)).isEqualTo("160 held-out rows; candidate 1, current 1");
    assertThat(lines.get(2).strip().split(" +"))
        .containsExactly("patience-1", "90.00", "3.00", "88.00", "3.00");
    assertThat(lines.get(5).strip().split(" +")).containsExactly("parcel", "100", "80.00", "88.00");
  }

  @Test
  void withoutARangeTheDefaultAndWhatIsWorthServingAreCompared() {
    ModelManifest current =
        Manifests.withProfile(
            new double[] {0.7, 1},
            new double[] {0.8, 2},
            new double[] {0.8, 2.5},
            new double[] {0.75, 3},
            new double[] {0.9, 4});

    assertThat(GatePatiences.of(Manifests.of("a", "b"), current, null)).containsExactly(0, 1, 2, 4);
    assertThat(GatePatiences.of(current, null, null)).containsExactly(0, 1, 2, 4);
    // Instances choose by the candidate's profile after the swap.
    assertThat(GatePatiences.of(current, Manifests.of("a", "b"), null)).containsExactly(0, 1, 2, 4);
    assertThat(GatePatiences.of(current, current, new PatienceRange(1, 9)))
        .containsExactly(1, 2, 3, 4);
    assertThat(GatePatiences.of(current, current, new PatienceRange(7, 9))).containsExactly(4);
  }

  private GateReport decide(ModelScores candidate, @Nullable ModelScores current) {
    return new Gate(RULES, 1, () -> {}).decide(candidate, current, LABELS, rows, Metric.ACCURACY);
  }

  private static ModelScores scores(RuleScore first, RuleScore second) {
    Map<String, RuleScore> byRule = new LinkedHashMap<>();
    byRule.put("patience-1", first);
    byRule.put("patience-4", second);
    return new ModelScores(Manifests.of("parcel", "money"), byRule);
  }

  private static RuleScore score(double score, double parcel, double money) {
    return new RuleScore(score, score, 3, new double[] {parcel, money});
  }

  private void add(String label, int count) {
    for (int i = 0; i < count; i++) {
      rows.add(new Sample("text " + i, null, label, "0", "text " + i));
    }
  }
}
