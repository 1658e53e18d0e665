package io.leebert.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGeneratorTest {
  private static final SampleSet SET = new SampleGenerator(7).generate(2400, 800);

  @Test
  void givesAsManyRowsAsAskedFor() {
    assertThat(SET.train()).hasSize(2400);
    assertThat(SET.heldOut()).hasSize(800);
  }

  @Test
  void givesTheSameSetForTheSameSeedAndAnotherOneForAnotherSeed() {
    assertThat(new SampleGenerator(7).generate(2400, 800)).isEqualTo(SET);
    assertThat(new SampleGenerator(8).generate(2400, 800)).isNotEqualTo(SET);
  }

  @Test
  void holdsNoTextTwiceAndSharesNoneBetweenTheParts() {
    Set<String> train = normalized(SET.train());
    Set<String> heldOut = normalized(SET.heldOut());

    assertThat(train).hasSize(2400);
    assertThat(heldOut).hasSize(800).doesNotContainAnyElementsOf(train);
  }

  @Test
  void showsEveryLabelEquallyOftenInBothParts() {
    assertThat(countsByLabel(SET.train())).hasSize(8).allSatisfy((l, n) -> is(n, 300));
    assertThat(countsByLabel(SET.heldOut())).hasSize(8).allSatisfy((l, n) -> is(n, 100));
  }

  @Test
  void keepsEveryMessageBetweenFourAndFortyWords() {
    assertThat(SET.train())
        .allSatisfy(m -> assertThat(m.text().split(" ").length).isBetween(4, 40));
    assertThat(SET.train().stream().mapToInt(m -> m.text().split(" ").length).distinct().count())
        .isGreaterThan(25);
  }

  @Test
  void leavesNoSlotChoiceOrDoubleSpaceInAText() {
    assertThat(SET.train())
        .allSatisfy(m -> assertThat(m.text()).doesNotContainPattern("[{}()|\\[\\]]|  |^ | $"));
  }

  @Test
  void writesCleanAndSloppyMessages() {
    assertThat(SET.train()).anyMatch(m -> m.text().equals(m.text().toLowerCase(Locale.ROOT)));
    assertThat(SET.train()).anyMatch(m -> m.text().matches(".*\\b(pls|thx|u)\\b.*"));
    assertThat(SET.train()).anyMatch(m -> m.text().matches("[A-Z].*[.?]"));
  }

  @Test
  void mentionsOtherMattersThatAreNotTheLabel() {
    assertThat(SET.train())
        .anyMatch(m -> !m.label().equals("refund") && m.text().contains("refund"))
        .anyMatch(m -> !m.label().equals("account") && m.text().contains("password"));
  }

  @Test
  void keepsSomePhrasingsForTheHeldOutPart() {
    String phrasing = "have you seen";
    long onlyHeldOut =
        SampleGenerator.LABELS.stream()
            .flatMap(label -> Grammar.read(label).section("hard").stream())
            .map(t -> t.expand(new java.util.Random(1), s -> List.of(Template.parse("", phrasing))))
            .filter(text -> !text.contains(phrasing))
            .filter(text -> in(SET.heldOut(), text) && !in(SET.train(), text))
            .count();

    assertThat(onlyHeldOut).isPositive();
  }

  @Test
  void givesMessagesOfALabelThatNoOtherSetHas() {
    SampleSet fresh = new SampleGenerator(7).generateNew(200, 80);

    assertThat(SampleGenerator.LABELS).doesNotContain(SampleGenerator.NEW_LABEL);
    assertThat(countsByLabel(fresh.train())).containsExactly(Map.entry("vaccination", 200L));
    assertThat(countsByLabel(fresh.heldOut())).containsExactly(Map.entry("vaccination", 80L));
    assertThat(normalized(fresh.heldOut()))
        .hasSize(80)
        .doesNotContainAnyElementsOf(normalized(fresh.train()));
    assertThat(new SampleGenerator(7).generateNew(200, 80)).isEqualTo(fresh);
  }

  @Test
  void writesCsvThatQuotesCommas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("train.csv");

    SampleSet.writeCsv(file, List.of(new Message("Hello, is it \"here\"?", "stock")));

    assertThat(Files.readString(file))
        .isEqualTo("text,label\n\"Hello, is it \"\"here\"\"?\",stock\n");
  }

  private static boolean in(List<Message> messages, String text) {
    return messages.stream().anyMatch(m -> m.text().toLowerCase(Locale.ROOT).contains(text));
  }

  private static void is(long actual, long expected) {
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, Long> countsByLabel(List<Message> messages) {
    return messages.stream()
        .map(Message::label)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Set<String> normalized(List<Message> messages) {
    return messages.stream()
        .map(m -> m.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
