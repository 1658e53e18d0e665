package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  @TempDir Path folder;

  @Test
  void everyPresetIsALineInTheOrderGiven() {
    assertThat(compare(fixture("pabee"), fixture("leebert"), fixture("deebert")).text().lines())
        .filteredOn(line -> line.contains("16 min 53 s"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("pabee", "leebert", "deebert");
  }

  @Test
  void repeatsWithOtherSeedsAreOneLineOfMeanAndDeviation() {
    RunRecord one = fixture("leebert").quality(0.90).build();
    RunRecord two = fixture("leebert").quality(0.92).seed(2).build();
    Spread score = Spread.of(List.of(named(one), named(two)), run -> run.nearest(1.96).score());

    assertThat(new Comparison(List.of(named(one), named(two)), 1.96).text())
        .contains(Figures.score(score.mean()) + " ± " + Figures.score(score.deviation()))
        .containsPattern("16 min 53 s +2\\R");
  }

  @Test
  void runsThatDifferInMoreThanTheirSeedSayInWhat() {
    RunFixture fast = fixture("leebert").setting("learningRate", "5.0E-5");
    RunFixture slow = fixture("leebert").setting("learningRate", "1.0E-5");

    assertThat(compare(fast, slow, fixture("pabee")).text())
        .contains("leebert (learningRate 5.0E-5)")
        .contains("leebert (learningRate 1.0E-5)")
        .contains("pabee  ");
  }

  @Test
  void threadsAndCodeVersionDoNotMakeAnotherVariant() {
    assertThat(
            compare(
                    fixture("leebert").setting("threads", "2").setting("codeVersion", "a"),
                    fixture("leebert").seed(2).setting("threads", "16").setting("codeVersion", "b"))
                .text())
        .contains("±")
        .doesNotContain("threads");
  }

  @Test
  void everyTaskHasATableOfItsOwn() {
    assertThat(compare(fixture("leebert"), fixture("leebert").task("cola", "matthews")).markdown())
        .contains("messages: each preset at the setting nearest 1.96×")
        .contains("cola: each preset at the setting nearest 1.96×")
        .contains("| preset | exit rule | matthews | speed-up |");
  }

  @Test
  void aNetworkOfOneExitStandsThereWithItsDepth() {
    assertThat(compare(fixture("first-6").exits(6)).text())
        .containsPattern("first-6 +one exit +[0-9.]+ +2.00× +6.00 ");
  }

  @Test
  void theRuleTheRunIsServedByIsTheOneCompared() {
    assertThat(compare(fixture("shallow-deep").served(RunRecord.CONFIDENCE, 0.9)).text())
        .contains("confidence 0.6");
  }

  @Test
  void oneTaskWithTwoMetricsIsRefusedByName() {
    assertThatThrownBy(
            () -> compare(fixture("pabee"), fixture("leebert").task("messages", "matthews")))
        .isInstanceOf(RunFolderException.class)
        .hasMessage(
            "runs/messages-leebert-1 is scored by matthews, but runs/messages-pabee-1 by accuracy:"
                + " runs of one task (messages) can be compared by one metric only");
  }

  @Test
  void oneTaskWithOtherClassesIsRefusedByName() {
    assertThatThrownBy(
            () -> compare(fixture("pabee"), fixture("leebert").labels(List.of("a", "b"))))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(
            "runs/messages-leebert-1 has other classes than runs/messages-pabee-1");
  }

  @Test
  void theSameRunTwiceIsRefused() {
    assertThatThrownBy(() -> compare(fixture("pabee"), fixture("pabee")))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("same settings and seed 1");
  }

  @Test
  void differentHeldOutFilesAreWarnedAbout() {
    assertThat(
            compare(
                    fixture("pabee").setting("devSha256", "aaa"),
                    fixture("leebert").setting("devSha256", "bbb"))
                .warnings())
        .containsExactly("runs of messages have different held-out files: aaa, bbb");
  }

  @Test
  void runsThatAreAlikeAreNotWarnedAbout() {
    assertThat(compare(fixture("pabee"), fixture("leebert")).warnings()).isEmpty();
  }

  @Test
  void nothingToCompareAndImpossibleSpeedUpsAreRefused() {
    assertThatThrownBy(() -> new Comparison(List.of(), 2)).hasMessageContaining("no runs");
    assertThatThrownBy(() -> new Comparison(List.of(named(fixture("pabee").build())), 0.5))
        .hasMessageContaining("expected at least 1");
  }

  @Test
  void thePageHoldsThePicturesThatLieBesideIt() throws IOException {
    compare(
            fixture("full").exits(12),
            fixture("pabee"),
            fixture("leebert"),
            fixture("leebert").seed(2))
        .write(folder);

    try (Stream<Path> plots = Files.list(folder.resolve("plots"))) {
      List<File> files = plots.sorted().map(Path::toFile).toList();
      assertThat(files)
          .extracting(File::getName)
          .containsExactly(
              "1-messages-exit-scores.png",
              "1-messages-patience-layer.png",
              "1-messages-patience-score.png",
              "1-messages-speed-up-score.png");
      for (File file : files) {
        BufferedImage image = ImageIO.read(file);
        assertThat(image.getWidth()).isEqualTo(720 * Plot.SCALE);
      }
    }
    assertThat(folder.resolve("compare.html"))
        .content()
        .contains("<figure class=\"wide\">")
        .contains("<tr class=\"mark\">")
        .doesNotContain("href=\"http");
  }

  @Test
  void namesOfTasksAndPresetsAreTextNotMarkup() {
    compare(fixture("<b>x</b>").task("<i>t</i>/..", "accuracy")).write(folder);

    assertThat(folder.resolve("compare.html")).content().doesNotContain("<b>x", "<i>t");
    assertThat(folder.resolve("plots").resolve("1-i-t-i-speed-up-score.png")).exists();
  }

  private static RunFixture fixture(String preset) {
    return RunFixture.run().preset(preset);
  }

  private static Comparison compare(RunFixture... runs) {
    return new Comparison(
        Stream.of(runs).map(RunFixture::build).map(ComparisonTest::named).toList(), 1.96);
  }

  private static ComparedRun named(RunRecord run) {
    return new ComparedRun(Path.of("runs", run.name() + "-" + run.settings().get("seed")), run);
  }
}
