package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.bench.LoadPlan.Phase;
import io.leebert.deploy.bench.SpikeResult.Row;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.schemas.fixture.InLocale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the figures of a run follow from its events, whichever way it is cut. */
class SpikeResultTest {

  private static final LoadPlan PLAN =
      new LoadPlan(List.of(new Phase("base", 2, 5), new Phase("rush", 20, 10)));

  @TempDir Path folder;

  @Test
  void everyEventBelongsToOnePhaseAndToOneSecond() {
    SpikeResult run = run(0.3);

    assertThat(run.phases()).extracting(Row::events).containsExactly(10, 200);
    for (double every : new double[] {1, 2, 5, 7, 15, 100}) {
      assertThat(run.every(every).stream().mapToInt(Row::events).sum()).isEqualTo(210);
    }
  }

  @Test
  void anEventThatIsSentWhereTwoPhasesMeetBelongsToTheLater() {
    SpikeResult run =
        result(new double[] {4.999, 5}, new double[] {6, 6}, new boolean[] {true, false});

    assertThat(run.phases()).extracting(Row::events).containsExactly(1, 1);
    assertThat(run.phases()).extracting(Row::accuracy).containsExactly(1.0, 0.0);
  }

  @Test
  void theLastCutIsAsLongAsWhatIsLeft() {
    List<Row> rows = run(0.3).every(10);

    assertThat(rows).extracting(Row::name).containsExactly("0", "10");
    // 10 calm events and 100 hurried ones, then 100 more in the five seconds that are left.
    assertThat(rows).extracting(Row::events).containsExactly(110, 100);
  }

  @Test
  void agesAreThoseOfTheEventsSentThenHoweverLateTheyCame() {
    SpikeResult run =
        result(
            new double[] {0, 1, 6}, new double[] {100, 2, 6.5}, new boolean[] {true, true, true});

    assertThat(run.phases().get(0).ageP99()).isEqualTo(100);
    assertThat(run.phases().get(0).ageP50()).isEqualTo(100);
    assertThat(run.phases().get(1).ageP50()).isEqualTo(0.5);
  }

  @Test
  void anEventThatNeverCameHasNeitherAgeNorLabelButIsUnderWay() {
    SpikeResult run =
        result(new double[] {0, 1}, new double[] {Double.NaN, 1.5}, new boolean[] {false, true});
    Row first = run.phases().get(0);

    assertThat(first.events()).isEqualTo(2);
    assertThat(first.accuracy()).isEqualTo(1);
    assertThat(first.ageP99()).isEqualTo(0.5);
    assertThat(run.phases().get(1).lagMost()).isEqualTo(1);
  }

  @Test
  void whatWaitsFromOnePhaseIsUnderWayInTheNext() {
    SpikeResult run = result(new double[] {0, 1, 2}, new double[] {14, 14, 14}, new boolean[3]);

    assertThat(run.phases()).extracting(Row::lagMost).containsExactly(3, 3);
    assertThat(run.phases().get(1).events()).isZero();
  }

  @Test
  void aPhaseThatNobodySentInHasNoFiguresButItsName() {
    Row quiet = result(new double[] {0}, new double[] {1}, new boolean[1]).phases().get(1);

    assertThat(quiet.name()).isEqualTo("rush");
    assertThat(List.of(quiet.ageP50(), quiet.ageP99(), quiet.patience(), quiet.layer()))
        .allMatch(figure -> figure.isNaN());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0.5,6", "0.99,10", "1,10", "0.1,2", "0.09,1"})
  void aPercentileIsAValueThatWasMeasured(double share, double expected) {
    double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    assertThat(SpikeResult.percentile(ten, share)).isEqualTo(expected);
  }

  @Test
  void ofOneValueEveryPercentileIsThatOne() {
    assertThat(SpikeResult.percentile(new double[] {3}, 0)).isEqualTo(3);
    assertThat(SpikeResult.percentile(new double[] {3}, 0.99)).isEqualTo(3);
    assertThat(SpikeResult.percentile(new double[0], 0.5)).isNaN();
  }

  @Test
  void theOrderOfEventsDoesNotMatterToTheFigures() {
    double[] sent = {0, 1, 2, 6, 7};
    double[] read = {1, 1.5, 4, 6.2, 9};
    boolean[] right = {true, false, true, true, false};
    double[] sentBackwards = {7, 6, 2, 1, 0};
    double[] readBackwards = {9, 6.2, 4, 1.5, 1};
    boolean[] rightBackwards = {false, true, true, false, true};

    assertThat(result(sentBackwards, readBackwards, rightBackwards).phases())
        .isEqualTo(result(sent, read, right).phases());
  }

  @Test
  void changesThatWereLoggedAreAddedAndNothingElseChanges() {
    SpikeResult run = run(0.3);
    List<PatienceChange> changes = List.of(new PatienceChange(1, 4, 2, "lag"));

    SpikeResult with = run.with(changes);

    assertThat(with.changes()).isEqualTo(changes);
    assertThat(with.phases()).isEqualTo(run.phases());
    assertThat(run.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void aReportReadsTheSameEverywhere(String tag) {
    SpikeReport report =
        new SpikeReport(2, List.of(run(0.3).with(List.of(new PatienceChange(1.25, 4, 2, "lag")))));
    LoadPlan spikes = LoadPlan.spikes(20, List.of(2.5), 30);
    String here = report.text();
    InLocale.check(
        tag,
        () -> {
          assertThat(report.text()).isEqualTo(here);
          assertThat(LoadPlan.spikes(20, List.of(2.5), 30)).isEqualTo(spikes);
        });
  }

  @Test
  void theSameRunIsWrittenAsTheSameBytes() throws IOException {
    SpikeReport report = new SpikeReport(2, List.of(run(0.3)));

    report.write(folder.resolve("one.json"));
    report.write(folder.resolve("two.json"));

    assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
  }

  @Test
  void whatWasNotMeasuredIsNullInTheFile() throws IOException {
    SpikeReport report =
        new SpikeReport(2, List.of(result(new double[] {0}, new double[] {1}, new boolean[1])));
    report.write(folder.resolve("run.json"));

    JsonNode quiet =
        new JsonMapper().readTree(folder.resolve("run.json").toFile()).at("/runs/0/phases/1");
    assertThat(quiet.get("events").asInt()).isZero();
    assertThat(quiet.has("ageP50Seconds")).isTrue();
    assertThat(quiet.get("ageP50Seconds").isNull()).isTrue();
    assertThat(quiet.get("accuracy").isNull()).isTrue();
  }

  @Test
  void onlyWhenAllRunsAreCleanTheReportIs() {
    SpikeResult clean = run(0.3);
    SpikeResult lossy =
        new SpikeResult(
            "lossy",
            PLAN,
            new double[0],
            new double[0],
            new int[0],
            new int[0],
            new boolean[0],
            new LedgerCounts(1, 0, 1, 0, 0, 0),
            List.of());

    assertThat(new SpikeReport(2, List.of(clean, clean)).clean()).isTrue();
    assertThat(new SpikeReport(2, List.of(clean, lossy)).clean()).isFalse();
  }

  @Test
  void theLongestBarIsTheMostAndNothingIsNoBar() {
    String lag =
        new SpikeReport(2, List.of(result(new double[] {0}, new double[] {20}, new boolean[1])))
            .text()
            .lines()
            .filter(line -> line.startsWith("  lag "))
            .findFirst()
            .orElseThrow();

    assertThat(lag).isEqualTo("  lag      |" + "█".repeat(15) + "| up to 1.000 events");
  }

  @Test
  void ofARunWithoutAnyLagEveryBarIsEmpty() {
    String lag =
        new SpikeReport(2, List.of(result(new double[0], new double[0], new boolean[0])))
            .text()
            .lines()
            .filter(line -> line.startsWith("  lag "))
            .findFirst()
            .orElseThrow();

    assertThat(lag).isEqualTo("  lag      |" + " ".repeat(15) + "| up to 0.000 events");
  }

  @ParameterizedTest
  @CsvSource({"NaN,1", "1,NaN", "-1,1", "1,-1", "0,1", "1,0"})
  void aPhaseNeedsEventsAndTime(double perSecond, double seconds) {
    assertThatThrownBy(() -> new Phase("x", perSecond, seconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a phase needs events and time, found "
                + perSecond
                + " events/s for "
                + seconds
                + " s");
  }

  @Test
  void eventsAreDueInOrderAndAsManyAsAreAskedFor() {
    LoadPlan plan = LoadPlan.spikes(7.5, List.of(3.0, 1.25), 9);
    double[] due = plan.due();

    assertThat(due).isSorted();
    assertThat(due).hasSize(plan.phases().stream().mapToInt(Phase::events).sum());
    double start = 0;
    for (Phase phase : plan.phases()) {
      double from = start;
      double to = start + phase.seconds();
      assertThat(Arrays.stream(due).filter(at -> at >= from - 1e-9 && at < to - 1e-9).count())
          .isCloseTo(Math.round(phase.perSecond() * phase.seconds()), within(1L));
      start = to;
    }
  }

  @Test
  void aPlanWithoutSpikesIsBaseLoadThroughout() {
    assertThat(LoadPlan.spikes(10, List.of(), 30).phases())
        .containsExactly(new Phase("base", 10, 10), new Phase("base again", 10, 30));
  }

  @Test
  void linesOfALogThatAreNoChangesAreNone() {
    List<String> log =
        List.of(
            "",
            "Autoscaler: patience 4 -> 2: without a time",
            "12:00:01.000 INFO  Autoscaler: patience stays at 4: lag",
            "12:00:01.000 INFO  Autoscaler: patience 4 -> : lag",
            "2026-03-04 12:00:01.000 INFO  Autoscaler: patience 4 -> 2: dated");

    assertThat(PatienceChange.in(log, LocalTime.of(12, 0))).isEmpty();
  }

  @Test
  void aChangeAtTheMomentTheRunBeganCounts() {
    assertThat(
            PatienceChange.in(
                List.of("12:00:00.000 INFO  Autoscaler: patience 4 -> 2: a: b -> c"),
                LocalTime.of(12, 0)))
        .containsExactly(new PatienceChange(0, 4, 2, "a: b -> c"));
  }

  private static SpikeResult run(double age) {
    double[] sent = PLAN.due();
    double[] read = Arrays.stream(sent).map(at -> at + age).toArray();
    boolean[] right = new boolean[sent.length];
    Random random = new Random(3);
    for (int i = 0; i < right.length; i++) {
      right[i] = random.nextBoolean();
    }
    return result(sent, read, right);
  }

  private static SpikeResult result(double[] sent, double[] read, boolean[] right) {
    int[] four = new int[sent.length];
    Arrays.fill(four, 4);
    return new SpikeResult(
        "run",
        PLAN,
        sent,
        read,
        four,
        four,
        right,
        new LedgerCounts(sent.length, sent.length, 0, 0, 0, 0),
        List.of());
  }
}
