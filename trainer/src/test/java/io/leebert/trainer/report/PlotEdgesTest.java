package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes, legends and curves of numbers that are few, none, or not to be drawn at all. */
class PlotEdgesTest {

  @Test
  void whatIsInfiniteInHeightBreaksALineAndInWidthIsLeftOut() {
    List<Double> x = List.of(1.0, 2.0, Double.POSITIVE_INFINITY, Double.NaN, 5.0);
    Curve curve = Curve.of("c", x, at -> at, at -> at == 2 ? Double.NEGATIVE_INFINITY : at, 0);

    assertThat(curve.x()).containsExactly(1, 2, 5);
    assertThat(curve.y()).containsExactly(1, Double.NaN, 5);
    assertThat(curve.visible()).isTrue();
  }

  @Test
  void aCurveOfNothingIsNotToBeSeen() {
    assertThat(Curve.of("c", List.<Double>of(), x -> x, x -> x, 0).visible()).isFalse();
    assertThat(Curve.of("c", List.of(1.0), x -> x, x -> Double.NaN, 0).visible()).isFalse();
    assertThat(Curve.of("c", List.of(Double.NaN), x -> x, x -> 1, 0).visible()).isFalse();
  }

  @Test
  void pointsThatAreNoNumbersDoNotStretchAnAxis() {
    Curve broken =
        Curve.of(
            "c", List.of(-100.0, 1.0, 2.0, 100.0), x -> x, x -> x < 3 && x > 0 ? x : Double.NaN, 0);

    assertThat(Range.ofX(List.of(broken))).isEqualTo(new Range(1, 2));
    assertThat(Range.ofY(List.of(broken), new Range(-200, 200))).isEqualTo(new Range(1, 2));
  }

  @Test
  void anAxisHoldsAllOfSeveralCurves() {
    Curve low = Curve.of("low", List.of(1.0, 2.0), x -> x, x -> -x, 0);
    Curve high = Curve.of("high", List.of(5.0, 6.0), x -> x, x -> x, 1);

    assertThat(Range.ofX(List.of(low, high))).isEqualTo(new Range(1, 6));
    assertThat(Range.ofY(List.of(low, high), new Range(0, 10))).isEqualTo(new Range(-2, 6));
    assertThat(Range.ofY(List.of(low, high), new Range(7, 10))).isEqualTo(new Range(0, 1));
  }

  @Test
  void paddingIsTheSameOnBothSides() {
    assertThat(new Range(10, 20).padded(0.1)).isEqualTo(new Range(9, 21));
    assertThat(new Range(-1, 1).padded(0)).isEqualTo(new Range(-1, 1));
  }

  @Test
  void aLegendThatJustFitsIsOneLine() {
    List<String> labels = List.of("a", "bb");
    // 20 of padding, and for each entry its line and 7.6 for every letter.
    int needed = (int) Math.ceil(20 + 2 * 46 + 3 * 7.6);

    assertThat(Legend.of(labels, needed)).isEqualTo(new Legend(1, true));
    assertThat(Legend.of(labels, needed - 1)).isEqualTo(new Legend(2, false));
  }

  @Test
  void everyLineOfALegendMakesThePictureHigher() {
    int before = new Legend(0, true).height();
    for (int lines = 1; lines < 10; lines++) {
      int height = new Legend(lines, lines == 1).height();

      assertThat(height).isGreaterThan(before);
      before = height;
    }
  }

  @ParameterizedTest
  @CsvSource({"0,5", "1,5", "5,5", "6,5", "24,8", "100,1", "7,100"})
  void noMoreNamesStayThanFitAndTheFirstAlways(int count, int most) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();

    List<String> thinned = AxisNames.thinned(names, most);

    assertThat(thinned).hasSize(count);
    assertThat(thinned.stream().filter(name -> !name.isEmpty()).count())
        .isLessThanOrEqualTo(most)
        .isGreaterThanOrEqualTo(Math.min(1, count));
    for (int i = 0; i < count; i++) {
      assertThat(thinned.get(i)).isIn(i == 0 ? names.get(0) : "", names.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a  b',10,a b",
    "'  a  ',10,a",
    "'abc def',5,abc…",
    "abcdef,2,a…",
    "'a\u2028b',10,'a\u2028b'",
    "'\u001b[31mred',20,[31mred"
  })
  void aTextOfAPictureIsOneLineWithoutWhatMovesIt(String text, int most, String shown) {
    assertThat(PlotText.of(text, most)).isEqualTo(shown);
  }

  @Test
  void noTextOfAPictureIsLongerThanItMayBe() {
    for (String letter : List.of("x", "ß", "日", "😀")) {
      for (int most = 2; most < 12; most++) {
        String shown = PlotText.of(letter.repeat(50), most);

        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(most);
        assertThat(shown).endsWith("…").startsWith(letter);
      }
    }
  }

  @Test
  void everyCurveOfAPictureLooksDifferentFromEveryOther() {
    Set<List<Object>> looks = new HashSet<>();
    for (int i = 0; i < 28; i++) {
      float[] dashes = Palette.stroke(i).getDashArray();
      assertThat(looks.add(List.of(Palette.curve(i), Arrays.toString(dashes))))
          .as("%d", i)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-1, -0.0001, 1.0001, 7, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void aDepthBeyondItsEndsHasTheColourOfTheEnd(double share) {
    assertThat(Palette.depth(share)).isEqualTo(Palette.depth(share < 0 ? 0 : 1));
  }

  @Test
  void whoChangesColoursChangesNobodyElses() {
    Color first = Palette.heat()[0];
    Palette.heat()[0] = Color.PINK;
    Palette.paleHeat()[0] = Color.PINK;

    assertThat(Palette.heat()[0]).isEqualTo(first);
    assertThat(Palette.paleHeat()[0]).isEqualTo(Color.WHITE);
  }

  @Test
  void aTermThatWasThereOnceIsThereThroughout() {
    double[][] zero = {{0, 0}, {0, Double.NaN}};
    double[][] once = {{0, 0.001}, {0, Double.NaN}};
    List<WeightsPoint> present =
        LossTerms.present(
            List.of(
                new WeightsPoint(1, zero), new WeightsPoint(2, once), new WeightsPoint(3, zero)));

    assertThat(present).extracting(WeightsPoint::step).containsExactly(1, 2, 3);
    assertThat(present).extracting(point -> point.weights()[0][1]).containsExactly(0.0, 0.001, 0.0);
    assertThat(present).allMatch(point -> Double.isNaN(point.weights()[0][0]));
    assertThat(zero[0][0]).as("the weights that were given").isZero();
  }

  @Test
  void anEpochIsComparedByTheExitsThatAreTrained() {
    assertThat(epoch(0.5, Double.NaN, 0.7).averageScore()).isCloseTo(0.6, within(1e-12));
    assertThat(epoch(Double.NaN, Double.NaN).averageScore()).isNaN();
    assertThat(epoch().averageScore()).isNaN();
    assertThat(epoch(-0.5, 0.5).averageScore()).isZero();
  }

  @Test
  void anEpochWithoutScoresIsShownWithDashes() {
    RunRecord run = RunFixture.run().bare().build();

    assertThat(RunTables.epochs(run).rows()).isEmpty();
    assertThat(RunTables.epochs(run).marked()).isEqualTo(-1);
  }

  @Test
  void whoChangesAListOrAnArrayLaterChangesNoRecord() {
    List<Double> scores = new ArrayList<>(List.of(0.5));
    EpochPoint epoch = new EpochPoint(1, "train", 10, 2, scores, false);
    double[][] weights = {{1, 2}};
    WeightsPoint point = new WeightsPoint(1, weights);

    scores.add(0.9);
    weights[0][0] = 7;

    assertThat(epoch.exitScores()).containsExactly(0.5);
    assertThat(point.weights()[0]).containsExactly(1, 2);
  }

  @Test
  void aThresholdThatWasAFloatIsFoundAmongDoubles() {
    assertThat(RunRecord.sameSetting(0.9f, 0.9)).isTrue();
    assertThat(RunRecord.sameSetting(0.9, 0.9001)).isFalse();
    assertThat(RunFixture.run().served(RunRecord.CONFIDENCE, 0.9f).build().served()).isPresent();
    assertThat(RunFixture.run().served(RunRecord.PATIENCE, 99).build().served()).isEmpty();
    assertThat(RunFixture.run().bare().build().served()).isEmpty();
  }

  @Test
  void moreVariantsThanColoursStillHaveNamesEach() {
    List<String> labels = Collections.nCopies(30, "a preset");

    assertThat(Legend.of(labels, 720).lines()).isEqualTo(30);
  }

  private static EpochPoint epoch(Double... scores) {
    return new EpochPoint(1, "train", 10, 2, List.of(scores), false);
  }
}
