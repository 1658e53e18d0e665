package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleSet;
import io.leebert.deploy.traffic.EventFileException;
import io.leebert.deploy.traffic.LedgerCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Medians over rounds, which applications are compared, and the texts they are compared on. */
class MeasuresTest {

  private static final LedgerCounts CLEAN = new LedgerCounts(10, 10, 0, 0, 0, 0);

  @TempDir Path folder;

  @Test
  void theMedianDoesNotDependOnTheOrderOfRounds() {
    List<Measures> rounds = new ArrayList<>();
    for (double value : new double[] {5, 1, 9, 3, 7}) {
      rounds.add(speed(value));
    }
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(rounds, new Random(seed));

      assertThat(Measures.median(rounds).get(Measure.EVENTS_PER_SECOND)).isEqualTo(5);
    }
  }

  @Test
  void oneRoundIsItsOwnMedian() {
    Measures one = speed(42);

    assertThat(Measures.median(List.of(one))).isEqualTo(one);
  }

  @Test
  void oneRoundThatWentWildDoesNotMoveTheMedianOfThree() {
    assertThat(
            Measures.median(List.of(speed(100), speed(1e9), speed(101)))
                .get(Measure.EVENTS_PER_SECOND))
        .isEqualTo(101);
  }

  @Test
  void whatWasMeasuredAsNoNumberCountsAsNotMeasured() {
    Measures median = Measures.median(List.of(speed(Double.NaN), speed(3)));

    assertThat(median.get(Measure.EVENTS_PER_SECOND)).isEqualTo(3);
    assertThat(Measures.median(List.of(speed(Double.NaN))).values()).isEmpty();
  }

  @Test
  void whatNoRoundHasTheMedianHasNot() {
    Measures median = Measures.median(List.of(speed(1), speed(2)));

    assertThat(median.values()).containsOnlyKeys(Measure.EVENTS_PER_SECOND);
    assertThat(median.get(Measure.ACCURACY)).isNaN();
  }

  @Test
  void aLossInOneRoundIsALossOfTheMedian() {
    LedgerCounts lossy = new LedgerCounts(10, 9, 1, 0, 0, 0);

    assertThat(
            Measures.median(List.of(new Measures(Map.of(), CLEAN), new Measures(Map.of(), lossy)))
                .counts())
        .isEqualTo(new LedgerCounts(20, 19, 1, 0, 0, 0));
  }

  @Test
  void noRoundsHaveNoMedian() {
    assertThatThrownBy(() -> Measures.median(List.of())).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whoGoesOnMeasuringChangesNoRoundThatIsOver() {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    values.put(Measure.ACCURACY, 0.5);
    Measures round = new Measures(values, CLEAN);

    values.put(Measure.ACCURACY, 0.9);

    assertThat(round.get(Measure.ACCURACY)).isEqualTo(0.5);
  }

  @Test
  void everyFigureHasANameOfItsOwnInTheFile() {
    Set<String> keys = new HashSet<>();
    for (Measure measure : Measure.values()) {
      assertThat(measure.key).matches("[a-z][A-Za-z0-9]+");
      assertThat(keys.add(measure.key)).as(measure.key).isTrue();
    }
  }

  @Test
  void everyApplicationHasTopicsOfItsOwn() {
    List<Variant> all = Variant.all(Path.of("bundle"), 12, 4, Path.of("int8"));

    assertThat(all.stream().flatMap(v -> List.of(v.eventsTopic(), v.predictionsTopic()).stream()))
        .hasSize(10)
        .doesNotHaveDuplicates();
  }

  @Test
  void theOneByHandComesFirstSoThatOthersAreComparedWithIt() {
    List<Variant> all = Variant.all(Path.of("bundle"), 12, 4, null);

    assertThat(all.get(0).patience()).isNull();
    assertThat(all).filteredOn(Variant::bare).extracting(Variant::letter).containsExactly("b", "c");
  }

  @Test
  void aLetterThatIsAskedForTwiceRunsOnce() {
    List<Variant> all = Variant.all(Path.of("bundle"), 12, 4, null);

    assertThat(Variant.chosen(all, List.of("c", "c", "a")))
        .extracting(Variant::letter)
        .containsExactly("a", "c");
  }

  @Test
  void letterCaseAndSpacesAreNotGuessed() {
    List<Variant> all = Variant.all(Path.of("bundle"), 12, 4, null);

    assertThatThrownBy(() -> Variant.chosen(all, List.of("A", " b")))
        .isInstanceOf(QuickstartException.class)
        .hasMessage("--only A, b: there are a, b, c, d");
  }

  @Test
  void whatTheSampleSetWritesIsReadBackAsItWas() {
    List<Message> messages =
        List.of(
            new Message("plain", "a"),
            new Message("a, \"b\"\nc", "with, comma"),
            new Message("größe 😀 \\ ' ;", "ä"),
            new Message("  spaces  ", "b"),
            new Message("#not a remark", "c"),
            new Message("\ttab", "d"));
    Path file = folder.resolve("set.csv");

    SampleSet.writeCsv(file, messages);

    assertThat(new LabelledFile(file, "text", "label").read()).isEqualTo(messages);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("nowhere.csv");

    assertThatThrownBy(() -> new LabelledFile(file, "text", "label").read())
        .isInstanceOf(EventFileException.class)
        .hasMessageStartingWith("cannot read " + file + ": ");
  }

  @Test
  void aFileThatIsNotInUtf8IsNamed() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "text,label\ngröße,a\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> new LabelledFile(file, "text", "label").read())
        .isInstanceOf(EventFileException.class)
        .hasMessageStartingWith("cannot read " + file + ": ");
  }

  @Test
  void theTextThatLacksItsLabelIsCountedFromTheFirst() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mails.jsonl"),
            "{\"text\":\"a\",\"label\":\"x\"}\n\n{\"text\":\"b\",\"label\":null}\n");

    assertThatThrownBy(() -> new LabelledFile(file, "text", "label").read())
        .isInstanceOf(EventFileException.class)
        .hasMessage(file + ": text 2 has no label");
  }

  private static Measures speed(double value) {
    return new Measures(Map.of(Measure.EVENTS_PER_SECOND, value), CLEAN);
  }
}
