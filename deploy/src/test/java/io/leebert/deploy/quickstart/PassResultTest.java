package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.deploy.traffic.PredictionFixture;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.fixture.InLocale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From answers to the figures that people are shown and scripts read. */
class PassResultTest {

  @Test
  void aTextOfSeveralLinesIsShownInOne() {
    assertThat(answer("where\nis\r\n\tmy parcel", "refund").line())
        .startsWith("where is my parcel  ")
        .doesNotContain("\n", "\r", "\t");
  }

  @Test
  void aTextIsCutBetweenLettersNotWithinOne() {
    String line = answer("😀".repeat(100), "refund").line();

    assertThat(line).startsWith("😀".repeat(61) + "...  refund");
  }

  @Test
  void aTextThatJustFitsIsNotCut() {
    String text = "x".repeat(64);

    assertThat(answer(text, "refund").line()).startsWith(text + "  refund");
    assertThat(answer(text + "x", "refund").line()).startsWith("x".repeat(61) + "...  refund");
  }

  @Test
  void aPassThatNothingCameBackOfHasNoFigures() {
    PassResult none =
        new PassTally().result("none", new LedgerCounts(5, 0, 5, 0, 0, 0), 1_000_000_000);

    assertThat(none.accuracy()).isNaN();
    assertThat(none.meanExitLayer()).isNaN();
    assertThat(none.eventsPerSecond()).isZero();
    assertThat(none.layers()).isZero();
    assertThat(none.latencyMillis(99)).isZero();
  }

  @Test
  void whatWasLostCountsNeitherForNorAgainstAccuracy() {
    PassTally tally = new PassTally();
    tally.add(answer("a", "refund"));
    tally.add(answer("b", "refund"));

    assertThat(tally.result("p", new LedgerCounts(10, 2, 8, 0, 0, 0), 1_000_000_000).accuracy())
        .isEqualTo(1);
  }

  @Test
  void aClockThatWentBackIsNoNegativeLatency() {
    PassTally tally = new PassTally();
    tally.add(new Answer(new Message("a", "refund"), prediction("refund"), -5));

    assertThat(
            tally.result("p", new LedgerCounts(1, 1, 0, 0, 0, 0), 1_000_000_000).latencyMillis(50))
        .isZero();
  }

  @Test
  void latenciesAreToThreeDigits() {
    PassTally tally = new PassTally();
    for (long millis : new long[] {1, 20, 300, 4000, 50_000}) {
      tally.add(new Answer(new Message("a", "refund"), prediction("refund"), millis * 1_000_000));
    }
    PassResult result = tally.result("p", new LedgerCounts(5, 5, 0, 0, 0, 0), 1_000_000_000);

    assertThat(result.latencyMillis(50)).isCloseTo(300, within(0.5));
    assertThat(result.latencyMillis(100)).isCloseTo(50_000, within(50.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void answersAndSummariesReadTheSameEverywhere(String tag) {
    Summary summary = summary(1234);
    String here = summary.text();
    String line = answer("late", "refund").line();
    String json = summary.json().toString();
    InLocale.check(
        tag,
        () -> {
          assertThat(summary.text()).isEqualTo(here).contains("of all 3,702 sent");
          assertThat(answer("late", "refund").line()).isEqualTo(line).contains("87.5 %");
          assertThat(summary.json()).hasToString(json);
        });
  }

  @Test
  void scriptsGetTheSameFieldsInTheSameOrder(@TempDir Path folder) throws IOException {
    Summary summary = summary(10);
    summary.write(folder.resolve("one.json"));
    summary.write(folder.resolve("two.json"));

    assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
    assertThat(Files.readString(folder.resolve("one.json"))).endsWith("}\n");
    assertThat(summary.json().fieldNames())
        .toIterable()
        .startsWith("events", "predictions", "lost", "duplicated", "outOfOrder", "accuracy")
        .endsWith("trainingSeconds", "totalSeconds", "passes");
  }

  @Test
  void aPredictionOfAnEventThatNobodySentIsADoubledOne() {
    PassResult odd = pass("odd", new LedgerCounts(10, 12, 0, 1, 0, 1));
    JsonNode json = new Summary(odd, odd, odd, List.of(), null, 1, 1).json();

    assertThat(json.get("duplicated").asInt()).isEqualTo(6);
    assertThat(json.at("/passes/0/duplicated").asInt()).isEqualTo(2);
  }

  @Test
  void everyPassStandsThereInItsOrder() {
    Summary summary =
        new Summary(
            pass("calm", clean(1)),
            pass("adaptive", clean(1)),
            pass("full", clean(1)),
            List.of(pass("warm-up", clean(1))),
            new Retrained(
                pass("before", clean(1)),
                pass("after", clean(1)),
                List.of(pass("during-1", clean(1)), pass("during-2", clean(1))),
                1,
                2,
                3),
            1,
            2);

    assertThat(summary.json().get("passes"))
        .extracting(pass -> pass.get("name").asText())
        .containsExactly(
            "warm-up", "calm", "adaptive", "full", "before", "during-1", "during-2", "after");
    assertThat(summary.everything()).isEqualTo(clean(8));
  }

  @Test
  void aModelFromOutsideIsServedButNeverRetrained() {
    assertThat(settings(Path.of("bundle"), true).retrain()).isFalse();
    assertThat(settings(null, true).retrain()).isTrue();
    assertThat(settings(null, false).retrain()).isFalse();
  }

  private static QuickstartSettings settings(@Nullable Path bundle, boolean retrain) {
    return new QuickstartSettings(
        1, 1, 1, 1, List.of(), bundle, retrain, false, null, Path.of("tmp"), "leebert", "Main");
  }

  private static Summary summary(int events) {
    PassResult pass = pass("pass", clean(events));
    return new Summary(pass, pass, pass, List.of(), null, 61.4, 1234.5);
  }

  private static PassResult pass(String name, LedgerCounts counts) {
    PassTally tally = new PassTally();
    tally.add(answer("a", "refund"));
    return tally.result(name, counts, 1_500_000_000);
  }

  private static LedgerCounts clean(int events) {
    return new LedgerCounts(events, events, 0, 0, 0, 0);
  }

  private static Answer answer(String text, String label) {
    return new Answer(new Message(text, label), prediction(label), 1000);
  }

  private static Prediction prediction(String label) {
    return PredictionFixture.prediction("p-0", label, 5);
  }
}
