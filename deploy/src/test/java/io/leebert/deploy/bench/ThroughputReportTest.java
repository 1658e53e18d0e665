package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputReportTest {
  private static final Path BUNDLE = Path.of("bundle");
  private static final LedgerCounts CLEAN = new LedgerCounts(110, 110, 0, 0, 0, 0);

  private final Variant byHand = Variant.all(BUNDLE, 12, 4, null).get(0);
  private final Variant ours = Variant.all(BUNDLE, 12, 4, null).get(2);

  @Test
  void int8IsComparedWhereThereIsSuchABundle() {
    assertThat(Variant.all(BUNDLE, 12, 4, null))
        .extracting(Variant::letter)
        .containsExactly("a", "b", "c", "d");
    List<Variant> all = Variant.all(BUNDLE, 12, 4, Path.of("int8"));
    assertThat(all).extracting(Variant::patience).containsExactly(null, "12", "4", "auto", "4");
    assertThat(all.get(4).bundle()).isAbsolute().hasFileName("int8");
    assertThat(all).extracting(Variant::eventsTopic).doesNotHaveDuplicates();
  }

  @Test
  void applicationsAreChosenByLetterAndALetterOfNoneIsNamed() {
    List<Variant> all = Variant.all(BUNDLE, 12, 4, null);

    assertThat(Variant.chosen(all, List.of())).isEqualTo(all);
    assertThat(Variant.chosen(all, List.of("d", "a")))
        .extracting(Variant::letter)
        .containsExactly("a", "d");
    assertThatThrownBy(() -> Variant.chosen(all, List.of("a", "e", "x")))
        .isInstanceOf(QuickstartException.class)
        .hasMessage("--only e,x: there are a, b, c, d");
  }

  @Test
  void everyFigureIsTheMedianOfTheRoundsThatHaveOne() {
    Measures median =
        Measures.median(
            List.of(speed(90, 0.8), speed(100, 0.7), new Measures(Map.of(), CLEAN), speed(400, 3)));

    assertThat(median.get(Measure.EVENTS_PER_SECOND)).isEqualTo(100);
    assertThat(median.get(Measure.CPU_SECONDS_PER_1000)).isEqualTo(0.8);
    assertThat(median.get(Measure.IDLE_CPU_SHARE)).isNaN();
    assertThat(median.counts().sent()).isEqualTo(440);
    assertThat(Measures.median(List.of(speed(1, 1), speed(2, 2))).get(Measure.EVENTS_PER_SECOND))
        .isEqualTo(1.5);
  }

  @Test
  void applicationsAreShownAsMultiplesOfTheFirst() {
    String text = report(CLEAN).text();

    assertThat(text)
        .contains("pharmacy 1, 12 layers, on 2 processors: 100 events, medians of 2 rounds")
        .contains("1.00x       20.00    1.00x")
        .contains("250.0    2.50x        5.00    0.25x")
        .contains("0 lost, 0 doubled, 0 out of order");
    assertThat(text.lines().filter(line -> line.contains("(c) ours at patience 4"))).hasSize(3);
    assertThat(text).doesNotContain("NaN without").doesNotContain("an instance without events");
  }

  @Test
  void aLostEventInAnyRoundIsSaid() {
    ThroughputReport report = report(new LedgerCounts(110, 109, 1, 0, 0, 0));

    assertThat(report(CLEAN).clean()).isTrue();
    assertThat(report.clean()).isFalse();
    assertThat(report.text()).contains("1 lost, 0 doubled");
  }

  @Test
  void theFileHoldsMediansAndEveryRoundAndLeavesOutWhatDoesNotApply(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("throughput.json");

    report(CLEAN).write(file);

    JsonNode root = new JsonMapper().readTree(file.toFile());
    assertThat(root.get("processors").asInt()).isEqualTo(2);
    assertThat(root.at("/variants/0/letter").asText()).isEqualTo("a");
    assertThat(root.at("/variants/0/median/eventsPerSecond").asDouble()).isEqualTo(100);
    assertThat(root.at("/variants/1/rounds/1/eventsPerSecond").asDouble()).isEqualTo(260);
    assertThat(root.at("/variants/1/median/sent").asInt()).isEqualTo(220);
    assertThat(root.at("/variants/1/median").has("idleCpuShare")).isFalse();
  }

  private ThroughputReport report(LedgerCounts secondRound) {
    Map<Variant, List<Measures>> rounds = new LinkedHashMap<>();
    rounds.put(byHand, List.of(speed(100, 20), speed(100, 20)));
    rounds.put(ours, List.of(speed(240, 5), new Measures(speed(260, 5).values(), secondRound)));
    ThroughputSettings settings =
        new ThroughputSettings(
            BUNDLE,
            null,
            null,
            List.of(),
            100,
            2,
            0,
            4,
            20,
            10,
            0,
            1,
            null,
            Path.of("tmp"),
            "main");
    return new ThroughputReport(settings, manifest(), 2, rounds);
  }

  private static Measures speed(double eventsPerSecond, double cpu) {
    return new Measures(
        Map.of(Measure.EVENTS_PER_SECOND, eventsPerSecond, Measure.CPU_SECONDS_PER_1000, cpu),
        CLEAN);
  }

  private static ModelManifest manifest() {
    return ModelManifest.newBuilder()
        .setFormatVersion(1)
        .setModel("pharmacy")
        .setModelVersion("1")
        .setCreatedAt(Instant.EPOCH)
        .setLabels(List.of("a", "b"))
        .setLayers(12)
        .setHiddenSize(8)
        .setVocabularySize(8)
        .setMaxLength(8)
        .setExitRule(ExitRuleSettings.newBuilder().setPatience(4).build())
        .setVotes(List.of())
        .setPooling("mean")
        .setMetric("accuracy")
        .setExitScores(List.of())
        .setQualityProfile(List.of())
        .setHeldOutRows(0)
        .setProvenance(Map.of())
        .setFiles(Map.of())
        .build();
  }
}
