package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a run's page says in words, open or folded away; its pictures are looked at elsewhere. */
class ReportTextTest {

  @Test
  void theSameRunGivesTheSamePage() {
    assertThat(page(RunFixture.run())).isEqualTo(page(RunFixture.run()));
  }

  @Test
  void everyPartStandsInItsOrder() {
    assertThat(headings(page(RunFixture.run())))
        .containsExactly(
            "Leaving early",
            "Exits and calibration",
            "What is taken for what",
            "Training",
            "Learned weights",
            "Settings");
  }

  @Test
  void theNumbersThatMatterMostComeFirst() {
    RunRecord run = RunFixture.run().build();

    assertThat(page(RunFixture.run()))
        .containsSubsequence(
            "<dt>accuracy as served</dt><dd>" + Figures.score(run.patience().get(4).score()),
            "<dt>speed-up by layers</dt>",
            "<dt>mean exit layer</dt>",
            " of 12</dd>",
            "<dt>served by</dt><dd>patience 4</dd>",
            "<dt>average of all exits</dt><dd>" + Figures.score(run.averageOverExits()),
            "<dt>last exit</dt><dd>" + Figures.score(run.exits().get(11).score()),
            "<dt>training time</dt><dd>16 min 53 s</dd>",
            "<dt>steps</dt><dd>1,688</dd>");
  }

  @Test
  void underTheNameItSaysWhatWasTrainedOnWhatAndWhen() {
    assertThat(page(RunFixture.run()))
        .contains(
            "<p class=\"soft\">leebert on messages, accuracy of 600 held-out rows; started"
                + " 2026-03-04 05:06 UTC</p>");
  }

  @Test
  void patienceIsOpenAndTheRulesThatNobodyServesByAreFolded() {
    String page = page(RunFixture.run());

    assertThat(page)
        .contains("<caption>By patience</caption>")
        .contains("<summary>By confidence ", "<summary>By entropy (nats) ");
  }

  @Test
  void theRuleItIsServedByIsOpenBesidePatience() {
    String page = page(RunFixture.run().served(RunRecord.ENTROPY, 0));

    assertThat(page)
        .contains("<caption>By patience</caption>", "<caption>By entropy (nats)</caption>")
        .contains("<summary>By confidence ");
  }

  @Test
  void classesUpToTwentySixAreOpenWithTheirCountsToUnfold() {
    String page = page(RunFixture.run().classes(26));

    assertThat(page)
        .contains("<caption>Every class</caption>")
        .contains("<summary>Rows by true class and predicted class ");
  }

  @Test
  void moreClassesAreFoldedAndTheirCountsAreLeftToTheRecord() {
    String page = page(RunFixture.run().classes(27));

    assertThat(page)
        .contains("<summary>Every class <span class=\"soft\">(27 rows)")
        .doesNotContain("Rows by true class and predicted class");
  }

  @Test
  void aRunOfOneExitShowsNoRuleAtAll() {
    assertThat(page(RunFixture.run().preset("full").exits(12)))
        .doesNotContain("By patience", "By confidence", "By entropy");
  }

  @Test
  void whatWasNotMeasuredLeavesNoEmptyTable() {
    String page = page(RunFixture.run().bare());

    assertThat(page)
        .doesNotContain("By patience", "Confidence and accuracy of every exit", "as served</dt>")
        .contains("The weights of the loss terms did not change in this run.");
  }

  @Test
  void aTrainingThatDivergedShowsDashesNotNames() {
    assertThat(page(RunFixture.run().diverged()))
        .contains("<td class=\"n\">–</td>")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void whatIsOpenedIsClosed() {
    for (RunFixture run :
        List.of(
            RunFixture.run(),
            RunFixture.run().bare(),
            RunFixture.run().preset("full").exits(12),
            RunFixture.run().classes(40))) {
      String page = page(run);
      for (String tag : List.of("div", "table", "details", "summary", "tr", "dl", "p", "tbody")) {
        assertThat(count(page, "<" + tag + "[ >]"))
            .as(tag)
            .isEqualTo(count(page, "</" + tag + ">"));
      }
    }
  }

  @Test
  void aLabelOfAThousandLettersStandsThereWhole() {
    String label = "long-".repeat(200);

    assertThat(page(RunFixture.run().labels(List.of("short", label))))
        .contains("<td>" + label + "</td>");
  }

  @Test
  void aPercentSignInANameIsAPercentSign() {
    assertThat(page(RunFixture.run().name("100%d %s %n").setting("%1$s", "%")))
        .contains("<h1>100%d %s %n</h1>", "<td>%1$s</td><td>%</td>");
  }

  @Test
  void mistakesNameBothClassesAndTheirShare() {
    RunRecord run = RunFixture.run().labels(List.of("no", "yes")).build();
    int[] gold = run.confusion()[0];

    assertThat(page(RunFixture.run().labels(List.of("no", "yes"))))
        .contains(
            "<td>no</td><td>yes</td><td class=\"n\">"
                + gold[1]
                + "</td><td class=\"n\">"
                + Figures.score((double) gold[1] / (gold[0] + gold[1]))
                + "</td>");
  }

  @Test
  void aComparisonHasASectionForEveryTaskAndARowForEveryRun() {
    List<ComparedRun> runs = new ArrayList<>();
    for (RunFixture run :
        List.of(
            RunFixture.run(),
            RunFixture.run().seed(2),
            RunFixture.run().preset("pabee"),
            RunFixture.run().task("cola", "matthews"))) {
      RunRecord record = run.build();
      runs.add(new ComparedRun(Path.of(record.name()), record));
    }

    String page =
        ComparisonPage.of(ComparedTask.of(runs), List.of(List.of(), List.of()), 1.96, "no <fonts>");

    assertThat(headings(page)).containsExactly("messages", "cola");
    assertThat(page)
        .contains("<p class=\"warning\">no &lt;fonts&gt;</p>")
        .contains("Every run <span class=\"soft\">(3 rows)", "(1 row)")
        .doesNotContain("<img");
  }

  private static List<String> headings(String page) {
    return Pattern.compile("<h2>([^<]*)</h2>")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static long count(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().count();
  }

  private static String page(RunFixture run) {
    return ReportPage.of(run.build(), List.of(), null);
  }
}
