package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of a comparison where nothing could be drawn: words and tables stand all the same. */
class ComparisonPageTest {

  @Test
  void whyThereAreNoPicturesStandsAboveAllTasks() {
    String page = page("No <font> was found.", run("pabee"), run("leebert").task("b", "accuracy"));

    assertThat(page)
        .containsSubsequence(
            "<h1>Runs compared</h1>",
            "<p class=\"warning\">No &lt;font&gt; was found.</p>",
            "<h2>messages</h2>",
            "<h2>b</h2>")
        .doesNotContain("<img");
  }

  @Test
  void whereThereIsNothingToWarnOfNobodyIsWarned() {
    assertThat(page(null, run("pabee"), run("leebert"))).doesNotContain("class=\"warning\"");
  }

  @Test
  void whatIsNotAlikeIsSaidUnderItsOwnTask() {
    String page =
        page(
            null,
            run("pabee").task("a", "accuracy"),
            run("pabee").setting("devSha256", "111"),
            run("leebert").setting("devSha256", "222"));

    assertThat(page)
        .containsSubsequence(
            "<h2>a</h2>",
            "<h2>messages</h2>",
            "Not all is alike: runs of messages have different held-out files: 111, 222");
    assertThat(page.split("Not all is alike", -1)).hasSize(2);
  }

  @Test
  void everyRepeatHasALineOfItsOwnWithSeedAndTime() {
    String page = page(null, run("pabee"), run("pabee").seed(7).name("again <b>"));

    assertThat(page)
        .containsSubsequence("Every run", "messages-pabee", "again &lt;b&gt;", ">7<")
        .contains(Figures.moment("2026-03-04T05:06:07Z"), Figures.duration(1_013.4))
        .doesNotContain("again <b>");
  }

  @Test
  void theSpeedUpThatIsComparedAtIsNamed() {
    assertThat(ComparisonPage.of(List.of(), List.of(), 2.5, null))
        .contains("nearest 2.50×")
        .doesNotContain("<h2>");
  }

  private static RunFixture run(String preset) {
    return RunFixture.run().preset(preset);
  }

  private static String page(@Nullable String warning, RunFixture... fixtures) {
    List<ComparedRun> runs = new ArrayList<>();
    for (RunFixture fixture : fixtures) {
      runs.add(new ComparedRun(Path.of("runs", "" + runs.size()), fixture.build()));
    }
    List<ComparedTask> tasks = ComparedTask.of(runs);
    List<List<Plot>> none = tasks.stream().map(task -> List.<Plot>of()).toList();
    return ComparisonPage.of(tasks, none, 1.96, warning);
  }
}
