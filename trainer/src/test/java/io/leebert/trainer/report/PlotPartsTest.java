package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotPartsTest {

  @Test
  void aTextInAPictureIsOneLineNeverEmptyNeverLong() {
    assertThat(PlotText.of("a\nb\t c", 10)).isEqualTo("a b c");
    assertThat(PlotText.of(" \u0000 ", 10)).isEqualTo("(no name)");
    assertThat(PlotText.of("0123456789", 10)).isEqualTo("0123456789");
    assertThat(PlotText.of("0123456789x", 10)).isEqualTo("012345678…");
    assertThat(PlotText.of("😀😀😀", 2)).isEqualTo("😀…");
  }

  @Test
  void shortLegendsAreOneLineAndLongOnesGoBelowEachOther() {
    assertThat(Legend.of(List.of("a", "b"), 560)).isEqualTo(new Legend(1, true));
    assertThat(Legend.of(Collections.nCopies(6, "a long name"), 560))
        .isEqualTo(new Legend(6, false));
    assertThat(Legend.of(List.of(), 560).height()).isZero();
  }

  @Test
  void theHeightOfAnAxisFollowsOnlyWhatTheOtherAxisShows() {
    Curve curve =
        Curve.of("c", List.of(1.0, 2.0, 9.0), x -> x, x -> 10 * x, 0)
            .withError(new double[] {1, 3, 0});

    assertThat(Range.ofY(List.of(curve), new Range(0, 5))).isEqualTo(new Range(9, 23));
    assertThat(Range.ofX(List.of(curve))).isEqualTo(new Range(1, 9));
  }

  @Test
  void anAxisHasTwoEndsEvenForOnePointOrNone() {
    Curve point = Curve.of("c", List.of(3.0), x -> x, x -> x, 0);

    assertThat(Range.ofX(List.of(point))).isEqualTo(new Range(2.5, 3.5));
    assertThat(Range.ofX(List.of())).isEqualTo(new Range(0, 1));
  }

  @Test
  void noiseDoesNotFillThePicture() {
    assertThat(new Range(90.9, 91.1).atLeast(2)).isEqualTo(new Range(90, 92));
    assertThat(new Range(50, 90).atLeast(2)).isEqualTo(new Range(50, 90));
  }

  @Test
  void ofManyNamesAlongAnAxisSomeStayInTheirPlaces() {
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    assertThat(AxisNames.thinned(names, 4))
        .containsExactly("0", "", "", "3", "", "", "6", "", "", "9");
    assertThat(AxisNames.thinned(names, 10)).isEqualTo(names);
  }

  @Test
  void depthGetsLighterStepByStepSoThatItCanBeReadWithoutHue() {
    double before = -1;
    for (int i = 0; i <= 10; i++) {
      double lightness = lightness(Palette.depth(i / 10.0));
      assertThat(lightness).isGreaterThan(before);
      before = lightness;
    }
  }

  @Test
  void curvesThatShareAColourDifferInTheirDashes() {
    assertThat(Palette.curve(7)).isEqualTo(Palette.curve(0));
    assertThat(Palette.stroke(7)).isNotEqualTo(Palette.stroke(0));
  }

  @Test
  void aCurveWithoutNumbersIsNotDrawn() {
    LinePlot plot =
        new LinePlot("t", "x", "y").add(Curve.of("c", List.of(1.0), x -> x, x -> Double.NaN, 0));

    assertThat(plot.draw("c.png", "nothing")).isNull();
  }

  @Test
  void lettersCanBeDrawnWhereTheTestsRun() {
    assertThat(Drawing.missing()).isEmpty();
  }

  @Test
  void whereNothingCanBeDrawnTheAdviceNamesCauseAndCure() {
    assertThat(Drawing.advice("The plots", new UnsatisfiedLinkError("libfreetype.so.6")))
        .contains("UnsatisfiedLinkError: libfreetype.so.6", "fonts-dejavu-core", "headless=true");
  }

  private static double lightness(Color color) {
    return 0.2126 * color.getRed() + 0.7152 * color.getGreen() + 0.0722 * color.getBlue();
  }
}
