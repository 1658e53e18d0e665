package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  /** Whatever makes a browser fetch something: each must be data or a place within the page. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:src|href|action|url|@import)\\s*[=(]\\s*[\"']?(?!data:|#)([^\"')>\\s]+)");

  @TempDir Path folder;

  @Test
  void thePageAsksForNothingOutsideItself() {
    String page = page(RunFixture.run().build());

    assertThat(REFERENCE.matcher(page).results().map(found -> found.group(1))).isEmpty();
    assertThat(page).doesNotContain("<script").contains("default-src 'none'");
  }

  @Test
  void everyPictureIsWithinThePageAndDescribed() {
    RunRecord run = RunFixture.run().build();

    String page = page(run);

    assertThat(
            Pattern.compile("<img [^>]*alt=\"[^\"]{20,}\" src=\"data:image/png;base64,")
                .matcher(page)
                .results())
        .hasSize(TradeOffPlots.of(run).size());
  }

  @Test
  void namesOfUsersAreTextNotMarkup() {
    String evil = "<img src=x onerror='alert(1)'>&\"";
    RunRecord run =
        RunFixture.run()
            .task(evil, evil)
            .preset(evil)
            .labels(List.of(evil, "b"))
            .name(evil)
            .build();

    String page = page(run);

    assertThat(page)
        .doesNotContain("<img src=x")
        .contains("<h1>&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;</h1>");
  }

  @Test
  void theNumbersOfThePlotsStandInTables() {
    RunRecord run = RunFixture.run().build();

    String page = page(run);

    TradeOff served = run.patience().get(4);
    assertThat(page)
        .contains(
            "<tr class=\"mark\"><td class=\"n\">4</td><td class=\"n\">"
                + Figures.score(served.score())
                + "</td><td class=\"n\">"
                + Figures.layer(served.meanExitLayer())
                + "</td><td class=\"n\">"
                + Figures.speedUp(served.speedUp(12)))
        .contains(Figures.score(run.exits().get(0).score()))
        .contains("sha256:6b3d0c1b");
  }

  @Test
  void aTaskWithAnotherMetricShowsAccuracyBesideIt() {
    assertThat(page(RunFixture.run().task("cola", "matthews").build()))
        .contains("<th class=\"n\">matthews</th><th class=\"n\">accuracy</th>");
  }

  @Test
  void aNetworkOfOneExitIsToldSo() {
    assertThat(page(RunFixture.run().preset("full").exits(12).build()))
        .contains("This network has one exit: every row leaves there.");
  }

  @Test
  void weightsThatNeverMovedAreToldSo() {
    assertThat(page(RunFixture.run().preset("pabee").build()))
        .contains("The weights of the loss terms did not change in this run.");
  }

  @Test
  void withoutPicturesThePageSaysWhyAndKeepsItsTables() {
    String page = ReportPage.of(RunFixture.run().build(), List.of(), "no fonts here");

    assertThat(page)
        .doesNotContain("<img")
        .contains("<p class=\"warning\">no fonts here</p>")
        .contains("By patience");
  }

  @Test
  void aSettingThatWasNotMeasuredLeavesOutWhatNobodyKnows() {
    String page = page(RunFixture.run().served(RunRecord.CONFIDENCE, 0.123).build());

    assertThat(page).contains("confidence 0.123").doesNotContain("as served</dt>");
  }

  @Test
  void theFolderHoldsPageRecordAndPictures() throws IOException {
    RunRecord run = RunFixture.run().build();

    RunFolder.write(folder, run);

    assertThat(folder.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
    for (Plot plot : RunPlots.of(run)) {
      assertThat(Files.readAllBytes(folder.resolve("plots").resolve(plot.file())))
          .isEqualTo(plot.png());
    }
  }

  private static String page(RunRecord run) {
    return ReportPage.of(run, TradeOffPlots.of(run), null);
  }
}
