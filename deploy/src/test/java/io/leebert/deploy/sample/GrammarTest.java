package io.leebert.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.InLocale;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of phrasings may hold, and what a set made of them can be relied on for. */
class GrammarTest {

  @Test
  void remarksEmptyLinesAndSpacesAroundALineAreNoPhrasings() {
    Grammar grammar =
        Grammar.parse(
            "g.txt", List.of("# a remark", "", "[one]", "  hello  ", "# more", "", "you"));

    assertThat(texts(grammar.section("one"))).containsExactly("hello", "you");
  }

  @Test
  void aHashWithoutASpaceBeginsAPhrasing() {
    assertThat(texts(Grammar.parse("g.txt", List.of("[one]", "#7 is late")).section("one")))
        .containsExactly("#7 is late");
  }

  @Test
  void aSectionMayBeEmpty() {
    assertThat(Grammar.parse("g.txt", List.of("[one]", "[two]", "a")).section("one")).isEmpty();
  }

  @Test
  void phrasingsSayWhereTheyStand() {
    assertThat(Grammar.parse("g.txt", List.of("", "[one]", "a")).section("one").get(0))
        .hasToString("g.txt:3");
  }

  @Test
  void aGrammarThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Grammar.read("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no grammar nowhere.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a (b ; '(' without ')'",
        "a (b|c ; '(' without ')'",
        "a (b (c) ; '(' without ')'",
        "a {b ; '{' without '}'",
        "a) b ; ')' without an opening bracket"
      })
  void aBracketThatHasNoOtherIsNamedWithItsLine(String text, String what) {
    assertThatThrownBy(() -> Template.parse("g.txt:7", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("g.txt:7: " + what + " in: " + text);
  }

  @Test
  void aBarOutsideAChoiceIsABar() {
    assertThat(texts(List.of(Template.parse("g", "a | b")))).containsExactly("a | b");
  }

  @Test
  void everyChoiceIsTakenSometimeAndNoOther() {
    Template template = Template.parse("g", "(a|b (c|d)|)e");
    Random random = new Random(1);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      texts.add(template.expand(random, name -> List.of()));
    }

    assertThat(texts).containsExactlyInAnyOrder("ae", "b ce", "b de", "e");
  }

  @Test
  void sharedWordsMayHaveChoicesAndSharedWordsOfTheirOwn() {
    Template template = Template.parse("g", "send {what}");
    List<Template> what = List.of(Template.parse("g", "(my|) {thing}"));
    List<Template> thing = List.of(Template.parse("g", "parcel"));
    Random random = new Random(1);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      texts.add(template.expand(random, name -> name.equals("what") ? what : thing));
    }

    assertThat(texts).containsExactlyInAnyOrder("send my parcel", "send parcel");
  }

  @Test
  void everyLabelHasPhrasingsOfBothKindsAndNoneIsBroken() {
    Grammar slots = Grammar.read("slots");
    for (String label : SampleGenerator.LABELS) {
      Grammar grammar = Grammar.read(label);
      for (String section : List.of("easy", "hard", "aside")) {
        assertThat(grammar.section(section)).as("%s [%s]", label, section).isNotEmpty();
        for (Template template : grammar.section(section)) {
          assertThat(template.expand(new Random(1), slots::section))
              .as(template.toString())
              .isNotBlank()
              .doesNotContain("{", "}", "|", "  ");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void theSameSeedGivesTheSameSetEverywhere(String tag) {
    SampleSet here = new SampleGenerator(7).generate(40, 16);
    InLocale.check(
        tag,
        () -> {
          assertThat(new SampleGenerator(7).generate(40, 16)).isEqualTo(here);
        });
  }

  @Test
  void noRowsAreNoRows() {
    assertThat(new SampleGenerator(7).generate(0, 0))
        .isEqualTo(new SampleSet(List.of(), List.of()));
  }

  @Test
  void theSameSetIsWrittenAsTheSameBytes(@TempDir Path folder) throws Exception {
    List<Message> messages = new SampleGenerator(7).generate(40, 0).train();

    SampleSet.writeCsv(folder.resolve("one.csv"), messages);
    SampleSet.writeCsv(folder.resolve("two.csv"), messages);

    assertThat(folder.resolve("one.csv")).hasSameBinaryContentAs(folder.resolve("two.csv"));
    assertThat(Files.readString(folder.resolve("one.csv")))
        .startsWith("text,label\n")
        .doesNotContain("\r")
        .endsWith("\n");
  }

  @Test
  void aFolderInItsPlaceIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> SampleSet.writeCsv(folder, List.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write the sample set to " + folder);
  }

  private static List<String> texts(List<Template> templates) {
    return templates.stream()
        .map(template -> template.expand(new Random(1), name -> List.of()))
        .toList();
  }
}
