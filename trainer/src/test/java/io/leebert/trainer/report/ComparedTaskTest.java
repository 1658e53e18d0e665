package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in the table of one task, and what readers are warned of before they believe it. */
class ComparedTaskTest {

  private static final double SPEED_UP = 1.96;

  @Test
  void tasksComeInTheOrderInWhichEachComesFirst() {
    List<ComparedTask> tasks =
        tasks(run("pabee").task("b", "accuracy"), run("pabee"), run("full").task("b", "accuracy"));

    assertThat(tasks).extracting(ComparedTask::task).containsExactly("b", "messages");
    assertThat(tasks.get(0).variants()).extracting(Variant::label).containsExactly("pabee", "full");
  }

  @Test
  void theSameClassesInAnotherOrderCanBeCompared() {
    assertThat(
            tasks(
                run("pabee").labels(List.of("no", "yes")),
                run("full").labels(List.of("yes", "no"))))
        .hasSize(1);
  }

  @Test
  void classesThatAreMerelyAsManyCannotBeCompared() {
    RunFixture one = run("pabee").labels(List.of("no", "yes"));
    RunFixture other = run("full").labels(List.of("no", "maybe"));

    assertThatThrownBy(() -> tasks(one, other))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith("runs/1 has other classes than runs/0");
  }

  @Test
  void theBestScoreStandsOut() {
    assertThat(table(run("a").quality(0.80), run("b").quality(0.95), run("c").quality(0.90)))
        .extracting(Table::marked)
        .isEqualTo(1);
  }

  @Test
  void oneVariantAloneIsNotTheBestOfAny() {
    assertThat(table(run("a"), run("a").seed(2)).marked()).isEqualTo(-1);
  }

  @Test
  void ofTwoThatScoreTheSameTheFirstStandsOut() {
    assertThat(table(run("a").exits(12), run("b").exits(12)).marked()).isZero();
  }

  @Test
  void aScoreThatIsNoNumberIsNeverTheBest() {
    assertThat(table(run("a").exits(12).quality(Double.NaN), run("b").exits(12)).marked())
        .isEqualTo(1);
    assertThat(table(run("a").exits(12), run("b").exits(12).quality(Double.NaN)).marked()).isZero();
  }

  @Test
  void whereNoScoreIsANumberNoneStandsOut() {
    assertThat(
            table(run("a").exits(12).quality(Double.NaN), run("b").exits(12).quality(Double.NaN))
                .marked())
        .isEqualTo(-1);
  }

  @Test
  void repeatsThatAreNearestAtOtherSettingsShowTheRange() {
    ComparedTask task = tasks(run("a"), run("a").seed(2)).get(0);
    Variant variant = task.variants().get(0);
    List<Double> settings =
        variant.runs().stream().map(run -> run.nearest(SPEED_UP).setting()).toList();

    assertThat(settings.get(0)).isEqualTo(settings.get(1));
    assertThat(task.table(SPEED_UP).rows().get(0).get(1))
        .isEqualTo("patience " + Figures.setting(settings.get(0)));

    Table mixed = table(run("a"), shifted(run("a").seed(2)));
    assertThat(mixed.rows().get(0).get(1))
        .isEqualTo(
            "patience "
                + Figures.setting(settings.get(0))
                + "–"
                + Figures.setting(settings.get(0) + 1));
  }

  @Test
  void theLastColumnCountsTheSeeds() {
    assertThat(table(run("a"), run("a").seed(2), run("b")).rows())
        .extracting(row -> row.get(8))
        .containsExactly("2", "1");
  }

  @Test
  void aRunWithoutATradeOffStandsAtItsLastExit() {
    RunRecord bare = run("a").bare().build();
    ExitPoint last = bare.exits().get(11);

    assertThat(ComparedTask.of(List.of(named(0, bare))).get(0).table(SPEED_UP).rows().get(0))
        .containsSubsequence(Figures.score(last.score()), "1.00×", "12.00");
  }

  @Test
  void whateverDiffersInWhatWasTrainedOrMeasuredOnIsWarnedOf() {
    assertThat(
            tasks(
                    run("a").setting("backbone", "bge-small").setting("trainSha256", "111"),
                    run("b").setting("backbone", "minilm").setting("trainSha256", "222"))
                .get(0)
                .warnings())
        .containsExactly(
            "runs of messages have different backbones: bge-small, minilm",
            "runs of messages have different training files: 111, 222");
  }

  @Test
  void aFileThatOneRunDoesNotNameIsNone() {
    assertThat(tasks(run("a").setting("devSha256", "abc"), run("b")).get(0).warnings())
        .containsExactly("runs of messages have different held-out files: abc, none");
  }

  @Test
  void digestsInAWarningAreCutToWhatCanBeRead() {
    assertThat(
            tasks(
                    run("a").setting("devSha256", "a".repeat(64)),
                    run("b").setting("devSha256", "b".repeat(64)))
                .get(0)
                .warnings())
        .containsExactly(
            "runs of messages have different held-out files: "
                + "a".repeat(19)
                + "…, "
                + "b".repeat(19)
                + "…");
  }

  @Test
  void repeatsOfOneVariantAreWarnedOfAsWell() {
    // Rows are no setting that makes another variant: a mean over both would hide the difference.
    assertThat(tasks(run("a"), run("a").seed(2).rows(500, 400)).get(0).warnings())
        .containsExactly(
            "runs of messages have different numbers of held-out rows: 400, 600",
            "runs of messages have different numbers of training rows: 500, 5400");
  }

  @Test
  void ofTwoSettingsAsNearTheFasterOneIsTaken() {
    ComparedRun run = threeAndSixLayers();

    // Speed-ups are 4 and 2: three is as far from both.
    assertThat(run.nearest(3).setting()).isEqualTo(1);
    assertThat(run.nearest(2.99).setting()).isEqualTo(2);
  }

  @Test
  void aSpeedUpThatNobodyReachesIsAnsweredByTheFastest() {
    ComparedRun run = threeAndSixLayers();

    assertThat(run.nearest(1000).setting()).isEqualTo(1);
    assertThat(run.nearest(1).setting()).isEqualTo(2);
  }

  @Test
  void aRunWithoutASeedHasAnEmptyOne() {
    RunRecord record = run("a").setting("seed", "").build();

    assertThat(named(0, record).seed()).isEmpty();
  }

  @Test
  void speedUpsThatAreNoNumberOrBelowOneAreRefused() {
    List<ComparedRun> runs = List.of(named(0, run("a").build()));

    for (double wrong : new double[] {Double.NaN, 0.999, 0, -1, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> new Comparison(runs, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the speed-up is " + wrong + ", expected at least 1");
    }
    assertThat(new Comparison(runs, 1).text()).contains("1.00×");
  }

  /** A run that needs three layers of twelve at patience 1, and six at 2. */
  private static ComparedRun threeAndSixLayers() {
    return named(0, run("a").layers(12).patience(List.of(tradeOff(1, 3), tradeOff(2, 6))).build());
  }

  private static TradeOff tradeOff(double setting, double layer) {
    return new TradeOff(setting, 0.9, 0.9, layer);
  }

  private static RunFixture run(String preset) {
    return RunFixture.run().preset(preset);
  }

  private static Table table(RunFixture... runs) {
    return tasks(runs).get(0).table(SPEED_UP);
  }

  private static List<ComparedTask> tasks(RunFixture... runs) {
    List<RunRecord> records = Stream.of(runs).map(RunFixture::build).toList();
    return ComparedTask.of(
        IntStream.range(0, records.size()).mapToObj(i -> named(i, records.get(i))).toList());
  }

  private static ComparedRun named(int number, RunRecord record) {
    return new ComparedRun(Path.of("runs", Integer.toString(number)), record);
  }

  /** The same run, all of whose patiences are one more. */
  private static RunFixture shifted(RunFixture run) {
    return run.patience(
        run.build().patience().stream()
            .map(t -> new TradeOff(t.setting() + 1, t.score(), t.accuracy(), t.meanExitLayer()))
            .toList());
  }
}
