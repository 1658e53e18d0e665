package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunPlotsTest {

  static Stream<RunRecord> runs() {
    return Stream.of(
        RunFixture.run().build(),
        RunFixture.run().task("banking", "accuracy").classes(77).build(),
        RunFixture.run().classes(150).exits(4, 8, 12).build(),
        RunFixture.run().preset("full").exits(12).labels(List.of("no", "yes")).build(),
        RunFixture.run().preset("pabee").task("cola", "matthews").build(),
        RunFixture.run().layers(24).served(RunRecord.ENTROPY, 0).build());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyPictureHasItsSizeAndSomethingOnIt(RunRecord run) throws IOException {
    for (Plot plot : RunPlots.of(run)) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));

      assertThat(image.getWidth()).as(plot.file()).isEqualTo(plot.width() * Plot.SCALE);
      assertThat(image.getHeight()).as(plot.file()).isEqualTo(plot.height() * Plot.SCALE);
      assertThat(drawnPixels(image)).as(plot.file()).isGreaterThan(2_000);
    }
  }

  @Test
  void aRunOfManyExitsHasAllPictures() {
    assertThat(files(RunFixture.run().build()))
        .containsExactlyInAnyOrder(
            "patience-layer.png",
            "patience-score.png",
            "speed-up-score.png",
            "exit-scores.png",
            "calibration.png",
            "calibration-error.png",
            "confusion.png",
            "training-loss.png",
            "training-scores.png",
            "weights-classification.png",
            "weights-last.png",
            "weights-teachers.png");
  }

  @Test
  void aRunOfOneExitHasNoPicturesOfAChoiceItDoesNotHave() {
    assertThat(files(RunFixture.run().preset("full").exits(12).build()))
        .containsExactlyInAnyOrder(
            "calibration.png", "confusion.png", "training-loss.png", "training-scores.png");
  }

  @Test
  void weightsThatNeverMoveHaveNoPicture() {
    assertThat(files(RunFixture.run().preset("pabee").build()))
        .noneMatch(file -> file.startsWith("weights"));
  }

  @Test
  void theServedSettingIsMarkedInThePictureOfItsRule() {
    RunRecord byPatience = RunFixture.run().build();
    RunRecord byEntropy = RunFixture.run().served(RunRecord.ENTROPY, 0).build();

    assertThat(TradeOffPlots.of(byPatience).get(0).height())
        .as("room for the legend of the mark")
        .isGreaterThan(TradeOffPlots.of(byEntropy).get(0).height());
  }

  @Test
  void picturesGrowWithTheClassesUpToALimit() {
    Plot some = ConfusionPlot.of(RunFixture.run().classes(40).build());
    Plot more = ConfusionPlot.of(RunFixture.run().classes(77).build());
    Plot tooMany = ConfusionPlot.of(RunFixture.run().classes(150).build());
    Plot farTooMany = ConfusionPlot.of(RunFixture.run().classes(200).build());

    assertThat(more.height()).isGreaterThan(some.height());
    assertThat(farTooMany.height()).isCloseTo(tooMany.height(), within(30));
    assertThat(tooMany.title()).contains("90 classes most often mixed up");
  }

  @Test
  void namesThatAreBlankLongOrFullOfControlCharactersDoNotBreakThePicture() {
    RunRecord run =
        RunFixture.run()
            .labels(List.of(" ", "$x$", "a\nb\tc", "w".repeat(500), "<b>", "日本語"))
            .build();

    assertThat(ConfusionPlot.of(run).width()).isLessThan(900);
  }

  @Test
  void aTrainingThatDivergedStillLeavesItsPictures() {
    RunRecord diverged = RunFixture.run().diverged().build();

    assertThat(files(diverged)).contains("training-loss.png", "exit-scores.png", "confusion.png");
  }

  @Test
  void aRunThatMeasuredNothingButItsExitsHasTheirPictures() {
    assertThat(files(RunFixture.run().bare().build()))
        .containsExactlyInAnyOrder("exit-scores.png", "calibration-error.png", "confusion.png");
  }

  @Test
  void theEpochsOfTwoStagesFollowEachOther() {
    RunRecord run = RunFixture.run().preset("deebert").build();

    assertThat(run.epochs()).extracting(EpochPoint::epoch).containsSequence(6, 1);
    assertThat(files(run)).contains("training-scores.png");
  }

  @Test
  void theSameRunGivesTheSamePictures() {
    List<Plot> first = TradeOffPlots.of(RunFixture.run().build());
    List<Plot> second = TradeOffPlots.of(RunFixture.run().build());

    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).png()).as(first.get(i).file()).isEqualTo(second.get(i).png());
    }
  }

  private static List<String> files(RunRecord run) {
    return RunPlots.of(run).stream().map(Plot::file).toList();
  }

  /** Pixels that are neither the background nor the colour of the grid, which are never few. */
  private static int drawnPixels(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    int drawn = 0;
    int background = image.getRGB(0, 0);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int color = image.getRGB(x, y);
        if (color != background && color != (0xFF000000 | Palette.GRID.getRGB())) {
          colors.add(color);
          drawn++;
        }
      }
    }
    return colors.size() < 5 ? 0 : drawn;
  }
}
