package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.InLocale;
import io.leebert.trainer.data.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On which side a text falls, how rows are counted there, and which of them stay under a limit. */
class RowSidesTest {

  private static final DataRules RULES =
      new DataRules(0.25, 0, 2, 2, true, false, null, new Columns(null, null, null, true));

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "az-AZ", "lt-LT"})
  void aTextFallsOnTheSameSideInEveryLocale(String tag) {
    String text = "I AM IN İSTANBUL";
    String here = TextHash.of(TextHash.key(text, null));
    InLocale.check(
        tag,
        () -> {
          assertThat(TextHash.of(TextHash.key(text, null))).isEqualTo(here);
        });
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a b,a  b",
        "a b, a b ",
        "a b,a\tb",
        "a b,a\u00a0b",
        "a b,a\u2028b",
        "a b,a\u3000 b",
        "a b,A B",
        "straße,STRAßE"
      })
  void whatLooksTheSameFallsOnTheSameSide(String one, String other) {
    assertThat(TextHash.of(TextHash.key(other, null)))
        .isEqualTo(TextHash.of(TextHash.key(one, null)));
  }

  @Test
  void caseTellsRowsApartThoughNotTheirSides() {
    assertThat(TextHash.key("A", null)).isNotEqualTo(TextHash.key("a", null));
    assertThat(TextHash.of(TextHash.key("A", null)))
        .isEqualTo(TextHash.of(TextHash.key("a", null)));
  }

  @Test
  void thePartsOfAPairCannotBeMistakenForEachOther() {
    Set<String> keys = new HashSet<>();
    keys.add(TextHash.key("a", "b"));
    keys.add(TextHash.key("b", "a"));
    keys.add(TextHash.key("a b", null));
    keys.add(TextHash.key("a\nb", null));
    keys.add(TextHash.key("a", ""));
    keys.add(TextHash.key("", "a"));

    // "a b" and "a\nb" are the same text; nothing else is.
    assertThat(keys).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000fff,0.0000001,true",
    "ffffffffffffffff,0.9999999,false",
    "7fffffffffffffff,0.5,true",
    "8000000000000000,0.5,false"
  })
  void theHashIsReadAsAShareOfAll(String hash, double share, boolean heldOut) {
    assertThat(TextHash.heldOut(hash, share)).isEqualTo(heldOut);
  }

  @Test
  void everySideOfEveryLabelIsCounted() {
    List<Sample> rows =
        List.of(sample("a", "0"), sample("a", "f"), sample("a", "f"), sample("b", "0"));

    RowCounts counts = new RowCounts(Map.of("rows", 9L, "repeated", 2L), rows, 0.25);

    assertThat(counts.heldOut("a")).isEqualTo(1);
    assertThat(counts.train("a")).isEqualTo(2);
    assertThat(counts.heldOut("b")).isEqualTo(1);
    assertThat(counts.train("b")).isZero();
    assertThat(counts.train("c")).isZero();
    assertThat(counts.labels()).containsExactly("a", "b");
    assertThat(counts.with(2, 2))
        .containsOnly(
            Map.entry("rows", 9L),
            Map.entry("repeated", 2L),
            Map.entry("heldOut.a", 1L),
            Map.entry("heldOut.b", 1L),
            Map.entry("train.a", 2L),
            Map.entry("train", 2L),
            Map.entry("heldOut", 2L));
  }

  @Test
  void aRefusalSaysWhyAndHowManyRowsThereWere() {
    RetrainResult.Refused refused =
        new RowCounts(Map.of(), List.of(sample("a", "f")), 0.25).refused("too few").result();

    assertThat(refused.reason()).isEqualTo("too few");
    assertThat(refused.counts()).containsExactly(Map.entry("rows", 0L), Map.entry("train.a", 1L));
    assertThatThrownBy(() -> refused.counts().put("rows", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aLimitKeepsBothSidesAndEveryLabel() {
    List<Sample> rows = rows(400, 100, 3);
    DataRules limited = new DataRules(0.25, 100, 2, 8, true, false, null, RULES.columns());

    List<Sample> drawn = RowLimit.of(rows, limited);

    assertThat(drawn).isSortedAccordingTo(Sample.ORDER);
    assertThat(rows).containsAll(drawn);
    assertThat(drawn.size()).isBetween(90, 110);
    for (String label : List.of("a", "b", "c")) {
      assertThat(drawn.stream().filter(row -> row.label().equals(label) && held(row))).isNotEmpty();
      assertThat(drawn.stream().filter(row -> row.label().equals(label) && !held(row)))
          .isNotEmpty();
    }
  }

  @Test
  void aSmallerLimitDrawsFromWhatALargerOneDraws() {
    List<Sample> rows = rows(400, 100, 3);
    List<Sample> fifty =
        RowLimit.of(rows, new DataRules(0.25, 50, 2, 2, true, false, null, RULES.columns()));
    List<Sample> hundred =
        RowLimit.of(rows, new DataRules(0.25, 100, 2, 2, true, false, null, RULES.columns()));

    assertThat(hundred).containsAll(fifty);
    assertThat(fifty.size()).isLessThan(hundred.size());
  }

  @Test
  void aRequestCopiesWhatItIsGiven() {
    Map<String, String> settings = new HashMap<>(Map.of("epochs", "3"));
    List<Path> files = new ArrayList<>(List.of(Path.of("base.csv")));
    RetrainRequest request = request("mails", "1", "command", settings, files);

    settings.clear();
    files.clear();

    assertThat(request.settings()).containsExactly(Map.entry("epochs", "3"));
    assertThat(request.baseFiles()).containsExactly(Path.of("base.csv"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',1,c,the model's name",
    "' ',1,c,the model's name",
    "mails,'',c,the version",
    "mails,1,' ',the command id"
  })
  void aRequestWithoutANameIsRefused(String model, String version, String command, String what) {
    assertThatThrownBy(() -> request(model, version, command, Map.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(what + " must not be blank");
  }

  private static RetrainRequest request(
      String model,
      String version,
      String command,
      Map<String, String> settings,
      List<Path> files) {
    return new RetrainRequest(
        model, version, List.of(), files, null, settings, Path.of("work"), command, Map.of());
  }

  private static boolean held(Sample row) {
    return TextHash.heldOut(row.hash(), 0.25);
  }

  /** One whose hash begins so: 0 is held out at a quarter, f is not. */
  private static Sample sample(String label, String begin) {
    return new Sample("t", null, label, begin.repeat(64), "t");
  }

  /** Rows of two common labels, and of a third so many. */
  private static List<Sample> rows(int common, int less, int rare) {
    List<Sample> rows = new ArrayList<>();
    for (int i = 0; i < common + less + 8 * rare; i++) {
      String text = "text " + i;
      String label = i < common ? "a" : i < common + less ? "b" : "c";
      rows.add(new Sample(text, null, label, TextHash.of(text), text));
    }
    rows.sort(Sample.ORDER);
    return rows;
  }
}
