package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.InLocale;
import io.leebert.trainer.evaluate.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a gate opens and where it does not, to the last row. */
class GateEdgesTest {

  private static final List<String> LABELS = List.of("parcel", "money");

  private final List<Sample> rows = new ArrayList<>();
  private GateRules rules = new GateRules(0.02, 0.1, 50, null);

  @ParameterizedTest
  @CsvSource({"0.88,true", "0.8800000001,true", "0.8799,false", "0.5,false", "0.95,true"})
  void theMarginItselfIsAllowedAndNothingBelow(double score, boolean passes) {
    fill(100, 60);

    assertThat(decide(scores(score, 0.9, 0.9), scores(0.90, 0.9, 0.9)).passed()).isEqualTo(passes);
  }

  @Test
  void withoutAnyMarginTheSameScoreIsEnough() {
    fill(100, 60);
    rules = new GateRules(0, 0, 1, null);

    assertThat(decide(scores(0.9, 0.9, 0.9), scores(0.9, 0.9, 0.9)).passed()).isTrue();
    assertThat(decide(scores(0.899, 0.9, 0.9), scores(0.9, 0.9, 0.9)).passed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"49,true", "50,false"})
  void aLabelCountsFromAsManyRowsAsTheRuleSays(int money, boolean passes) {
    fill(100, money);

    assertThat(decide(scores(0.9, 0.9, 0.1), scores(0.9, 0.9, 0.9)).passed()).isEqualTo(passes);
  }

  @Test
  void aLabelMayFallByItsMarginExactly() {
    fill(100, 60);

    assertThat(decide(scores(0.9, 0.9, 0.8), scores(0.9, 0.9, 0.9)).passed()).isTrue();
  }

  @Test
  void oneLabelThatGotBetterDoesNotPayForAnotherThatGotWorse() {
    fill(100, 60);

    GateReport gate = decide(scores(0.95, 1.0, 0.7), scores(0.90, 0.8, 0.9));

    assertThat(gate.reasons()).singleElement().asString().contains("'money'");
  }

  @Test
  void everyMarginThatIsMissedIsSaidInTheOrderOfRulesAndLabels() {
    fill(100, 60);
    Map<String, RuleScore> worse = new LinkedHashMap<>();
    worse.put("patience-1", new RuleScore(0.5, 0.5, 1, new double[] {0.1, 0.1}));
    worse.put("patience-4", new RuleScore(0.5, 0.5, 3, new double[] {0.1, 0.9}));
    Map<String, RuleScore> before = new LinkedHashMap<>();
    before.put("patience-1", new RuleScore(0.9, 0.9, 1, new double[] {0.9, 0.9}));
    before.put("patience-4", new RuleScore(0.9, 0.9, 3, new double[] {0.9, 0.9}));

    GateReport gate =
        decide(
            new ModelScores(Manifests.of("parcel", "money"), worse),
            new ModelScores(Manifests.of("parcel", "money"), before));

    assertThat(gate.reasons())
        .extracting(reason -> reason.replaceAll("at (\\S+) the candidate('s| finds) .*", "$1$2"))
        .containsExactly(
            "patience-1's",
            "patience-1 finds",
            "patience-1 finds",
            "patience-4's",
            "patience-4 finds");
    assertThat(gate.summary()).isEqualTo(String.join("; ", gate.reasons()));
  }

  @Test
  void aRuleThatTheCurrentModelWasNotRunUnderCannotBeMissed() {
    fill(100, 60);
    Map<String, RuleScore> only = new LinkedHashMap<>();
    only.put("served", new RuleScore(0.9, 0.9, 1, new double[] {0.9, 0.9}));

    assertThat(
            decide(scores(0.1, 0.1, 0.1), new ModelScores(Manifests.of("parcel", "money"), only))
                .passed())
        .isTrue();
  }

  @Test
  void theRecallsThatAreShownAreThoseOfTheRuleItIsServedBy() {
    fill(100, 60);
    Map<String, RuleScore> byRule = new LinkedHashMap<>();
    byRule.put("patience-1", new RuleScore(0.9, 0.9, 1, new double[] {0.11, 0.12}));
    byRule.put("patience-2", new RuleScore(0.9, 0.9, 2, new double[] {0.21, 0.22}));
    ModelScores byPatience = new ModelScores(Manifests.of("parcel", "money"), Map.copyOf(byRule));

    // Manifests are served with patience 2.
    assertThat(decide(byPatience, null).scores())
        .containsEntry("candidate.class.parcel.recall", 0.21);

    byRule.put(ModelScores.SERVED, new RuleScore(0.9, 0.9, 2, new double[] {0.31, 0.32}));
    assertThat(decide(new ModelScores(Manifests.of("parcel", "money"), byRule), null).scores())
        .containsEntry("candidate.class.money.recall", 0.32);
  }

  @Test
  void aLabelWithoutRowsHasNoRecallAmongTheNumbers() {
    fill(100, 0);

    assertThat(decide(scores(0.9, 0.9, Double.NaN), null).scores())
        .containsKey("candidate.class.parcel.recall")
        .doesNotContainKey("candidate.class.money.recall");
  }

  @Test
  void aFirstModelThatAlwaysAnswersTheCommonestLabelIsNotGoodEnough() {
    fill(75, 25);

    assertThat(decide(scores(0.75, 1, 0), null).reasons())
        .containsExactly(
            "at patience-4 the candidate's accuracy is 75.00, and the commonest label for every"
                + " row has 75.00");
    assertThat(decide(scores(0.76, 1, 0.04), null).passed()).isTrue();
  }

  @Test
  void ofLabelsAsCommonAsEachOtherTheFirstIsTheOneToBeat() {
    fill(10, 10);
    GateReport gate =
        new Gate(rules, 1, () -> {}).decide(scores(0.9, 1, 1), null, LABELS, rows, Metric.F1);

    // F1 is that of the second label: whoever never answers it has none.
    assertThat(gate.scores()).containsEntry("majority.score", 0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void reasonsAndTablesReadTheSameWhereverItRuns(String tag) {
    fill(100, 60);
    ModelScores candidate = scores(0.5, 0.5, 0.5);
    ModelScores current = scores(0.9, 0.9, 0.9);
    GateReport here = decide(candidate, current);
    InLocale.check(
        tag,
        () -> {
          GateReport there = decide(candidate, current);

          assertThat(there.reasons()).isEqualTo(here.reasons());
          assertThat(there.table()).isEqualTo(here.table());
          assertThat(there.scores()).isEqualTo(here.scores());
        });
  }

  @Test
  void aLabelThatLooksLikeAFormatIsALabel() {
    Map<String, RuleScore> byRule = new LinkedHashMap<>();
    byRule.put("patience-4", new RuleScore(0.1, 0.1, 1, new double[] {0.1, 0.1}));
    Map<String, RuleScore> before = new LinkedHashMap<>();
    before.put("patience-4", new RuleScore(0.9, 0.9, 1, new double[] {0.9, 0.9}));
    add("100%d", 60);
    add("%n", 60);

    GateReport gate =
        new Gate(rules, 1, () -> {})
            .decide(
                new ModelScores(Manifests.of("100%d", "%n"), byRule),
                new ModelScores(Manifests.of("100%d", "%n"), before),
                List.of("100%d", "%n"),
                rows,
                Metric.ACCURACY);

    assertThat(gate.table().lines().map(line -> line.split(" ", 2)[0])).contains("100%d", "%n");
    assertThat(gate.reasons()).anyMatch(reason -> reason.contains("rows of '100%d',"));
  }

  @Test
  void whoChangesTheNumbersLaterChangesNoReport() {
    List<String> reasons = new ArrayList<>(List.of("one"));
    TreeMap<String, Double> numbers = new TreeMap<>(Map.of("rows", 1.0));
    GateReport report = new GateReport(false, reasons, numbers, "table");

    reasons.add("two");
    numbers.put("rows", 2.0);

    assertThat(report.summary()).isEqualTo("one");
    assertThat(report.scores()).containsExactly(Map.entry("rows", 1.0));
    assertThatThrownBy(() -> report.scores().put("rows", 3.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aRangeBeyondTheLayersOfBothIsComparedAtFullDepth() {
    assertThat(GatePatiences.of(Manifests.of("a", "b"), null, new PatienceRange(9, 12)))
        .containsExactly(Manifests.LAYERS);
  }

  @Test
  void aRangeOfOnePatienceIsThatOne() {
    assertThat(GatePatiences.of(Manifests.of("a", "b"), null, PatienceRange.of("3")))
        .containsExactly(3);
    assertThat(GatePatiences.of(Manifests.of("a", "b"), null, PatienceRange.of("0-0")))
        .containsExactly(0);
  }

  @Test
  void anOpenRangeEndsAtTheLastLayer() {
    assertThat(GatePatiences.of(Manifests.of("a", "b"), null, PatienceRange.of("2-")))
        .containsExactly(2, 3, 4);
  }

  @Test
  void withoutRangeAndProfileOnlyTheDefaultIsCompared() {
    assertThat(GatePatiences.of(Manifests.of("a", "b"), null, null)).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | 4 | 4",
        "0 | 0 | 0",
        "2-6 | 2 | 6",
        "2 - 6 | 2 | 6",
        "2 -6 | 2 | 6",
        "3-3 | 3 | 3",
        "12- | 12 | 2147483647",
        "0007 | 7 | 7",
        "9999 | 9999 | 9999"
      })
  void aRangeOfPatiencesIsReadAsPeopleWriteIt(String text, int least, int most) {
    assertThat(PatienceRange.of(text)).isEqualTo(new PatienceRange(least, most));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-", "a", "4.5", "1e3", "-2", "2--6", "2-6-8", "6-2", "10000", "٤", "4,6"
      })
  void whatIsNoRangeIsRefusedWithWhatWasFound(String text) {
    assertThatThrownBy(() -> PatienceRange.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a patience such as 4, or a range such as 2-6, found '" + text + "'");
  }

  private GateReport decide(ModelScores candidate, @Nullable ModelScores current) {
    return new Gate(rules, 1, () -> {}).decide(candidate, current, LABELS, rows, Metric.ACCURACY);
  }

  private static ModelScores scores(double score, double parcel, double money) {
    return new ModelScores(
        Manifests.of("parcel", "money"),
        Map.of("patience-4", new RuleScore(score, score, 3, new double[] {parcel, money})));
  }

  private void fill(int parcels, int moneys) {
    add("parcel", parcels);
    add("money", moneys);
  }

  private void add(String label, int count) {
    for (int i = 0; i < count; i++) {
      rows.add(new Sample("text " + i, null, label, "0", "text " + i));
    }
  }
}
