package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which runs count as repeats of one thing, and how things that share a preset are told apart. */
class VariantTest {

  @Test
  void presetsComeInTheOrderInWhichEachComesFirst() {
    assertThat(labels(run("pabee"), run("leebert"), run("pabee").seed(2), run("full")))
        .containsExactly("pabee", "leebert", "full");
  }

  @Test
  void repeatsAreTogetherHoweverRunsAreMixed() {
    List<Variant> variants =
        variants(run("pabee"), run("leebert"), run("pabee").seed(2), run("pabee").seed(3));

    assertThat(variants).extracting(variant -> variant.runs().size()).containsExactly(3, 1);
    assertThat(variants.get(0).runs()).extracting(ComparedRun::seed).containsExactly("1", "2", "3");
  }

  @Test
  void whatASeedOrTheMachineChangesMakesNoOtherVariant() {
    RunFixture other =
        run("leebert")
            .seed(2)
            .setting("threads", "64")
            .setting("codeVersion", "of-tomorrow")
            .setting("trainRows", "9")
            .setting("heldOutRows", "9")
            .setting("trainBadRows", "9")
            .setting("devBadRows", "9");

    assertThat(labels(run("leebert").setting("threads", "1"), other)).containsExactly("leebert");
  }

  @Test
  void aSettingThatOnlyOneOfThemHasIsNotGivenForTheOther() {
    assertThat(labels(run("leebert").setting("clip", "1.0"), run("leebert")))
        .containsExactly("leebert (clip 1.0)", "leebert (clip not given)");
  }

  @Test
  void onlyThreeSettingsAreShownAndThatThereAreMore() {
    RunFixture other =
        run("leebert").setting("a", "1").setting("b", "2").setting("c", "3").setting("d", "4");

    assertThat(labels(run("leebert"), other))
        .containsExactly(
            "leebert (a not given, b not given, c not given, …)", "leebert (a 1, b 2, c 3, …)");
  }

  @Test
  void exactlyThreeDifferencesAreAllOfThem() {
    RunFixture other = run("leebert").setting("a", "1").setting("b", "2").setting("c", "3");

    assertThat(labels(run("leebert"), other)).last().isEqualTo("leebert (a 1, b 2, c 3)");
  }

  @Test
  void theRuleThatARunIsServedByMakesAnotherVariant() {
    assertThat(labels(run("leebert"), run("leebert").served(RunRecord.ENTROPY, 0.3)))
        .containsExactly("leebert (served by patience)", "leebert (served by entropy)");
  }

  @Test
  void anotherPresetNeedsNoSettingsToBeToldApart() {
    assertThat(labels(run("leebert").setting("clip", "1"), run("pabee").setting("clip", "2")))
        .containsExactly("leebert", "pabee");
  }

  @Test
  void runsWhoseSeedNobodyKnowsMayBeRepeatsOfEachOther() {
    assertThat(variants(run("leebert").setting("seed", ""), run("leebert").setting("seed", "")))
        .singleElement()
        .satisfies(variant -> assertThat(variant.runs()).hasSize(2));
  }

  @Test
  void theSameSeedTwiceIsRefusedWithBothFolders() {
    assertThatThrownBy(() -> variants(run("leebert"), run("leebert").seed(2), run("leebert")))
        .isInstanceOf(RunFolderException.class)
        .hasMessage(
            "runs/0 and runs/2 are runs of leebert on messages with the same settings and seed 1,"
                + " expected one of each: a mean would count it twice");
  }

  @Test
  void theSameSeedUnderOtherSettingsIsNoRepeat() {
    assertThat(variants(run("leebert"), run("leebert").setting("clip", "1"))).hasSize(2);
  }

  @Test
  void theSpreadIsThatOfTheVariantsOwnRuns() {
    Variant variant = variants(run("leebert").layers(4), run("leebert").layers(4).seed(2)).get(0);

    assertThat(variant.spread(run -> Double.parseDouble(run.seed())))
        .isEqualTo(new Spread(1.5, Math.sqrt(0.5), 2));
  }

  @Test
  void measurementsThatAreAllTheSameHaveNoDeviationButSaySo() {
    Spread same = Spread.of(List.of(0.5, 0.5, 0.5), value -> value);

    assertThat(same).isEqualTo(new Spread(0.5, 0, 3));
    assertThat(same.shown(Figures::score)).isEqualTo("50.00 ± 0.00");
  }

  @Test
  void theSpreadOfNothingIsNoNumberAndShownAsADash() {
    Spread none = Spread.of(List.<Double>of(), value -> value);

    assertThat(none.mean()).isNaN();
    assertThat(none.shown(Figures::score)).isEqualTo("–");
  }

  @Test
  void oneMeasurementThatIsNoNumberLeavesNoMean() {
    assertThat(Spread.of(List.of(0.5, Double.NaN), value -> value).shown(Figures::score))
        .isEqualTo("– ± –");
  }

  private static RunFixture run(String preset) {
    return RunFixture.run().preset(preset);
  }

  private static List<Variant> variants(RunFixture... runs) {
    List<RunRecord> records = Stream.of(runs).map(RunFixture::build).toList();
    return Variant.of(
        IntStream.range(0, records.size())
            .mapToObj(i -> new ComparedRun(Path.of("runs", Integer.toString(i)), records.get(i)))
            .toList());
  }

  private static List<String> labels(RunFixture... runs) {
    return variants(runs).stream().map(Variant::label).toList();
  }
}
