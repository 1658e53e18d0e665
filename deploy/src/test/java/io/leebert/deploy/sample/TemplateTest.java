package io.leebert.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private final Random random = new Random(1);

  @Test
  void takesOneOfTheChoicesAndClosesTheGapOfAnEmptyOne() {
    assertThat(expansions("is it (still|) (here|there)?"))
        .containsExactlyInAnyOrder(
            "is it still here?", "is it still there?", "is it here?", "is it there?");
  }

  @Test
  void putsNoSpaceBeforePunctuationWhenTheLastChoiceIsEmpty() {
    assertThat(expansions("is it (here|)?")).containsExactlyInAnyOrder("is it here?", "is it?");
  }

  @Test
  void nestsChoices() {
    assertThat(expansions("(a (b|c)|d)")).containsExactlyInAnyOrder("a b", "a c", "d");
  }

  @Test
  void fillsSlotsFromTheSharedWords() {
    Grammar words = Grammar.parse("words", List.of("[drug]", "{form} A", "[form]", "syrup"));

    assertThat(Template.parse("t:1", "the {drug}").expand(random, words::section))
        .isEqualTo("the syrup A");
  }

  @Test
  void namesFileAndLineOfAnOpenBracket() {
    assertThatThrownBy(() -> Template.parse("refund.txt:4", "a (b|c"))
        .hasMessageContaining("refund.txt:4")
        .hasMessageContaining("'(' without ')'");
    assertThatThrownBy(() -> Template.parse("refund.txt:5", "a {b"))
        .hasMessageContaining("refund.txt:5: '{' without '}'");
    assertThatThrownBy(() -> Template.parse("refund.txt:6", "a) b"))
        .hasMessageContaining("without an opening bracket");
  }

  @Test
  void refusesAGrammarWhoseFirstLineBelongsToNoSection() {
    assertThatThrownBy(() -> Grammar.parse("x.txt", List.of("# remark", "hello")))
        .hasMessage("x.txt:2: a template before the first [section]");
  }

  @Test
  void namesTheSectionsThereAreWhenOneIsMissing() {
    assertThatThrownBy(() -> Grammar.parse("x.txt", List.of("[a]", "b")).section("c"))
        .hasMessage("x.txt has no section [c], only [a]");
  }

  private Set<String> expansions(String template) {
    Template parsed = Template.parse("t:1", template);
    return IntStream.range(0, 200)
        .mapToObj(i -> parsed.expand(random, name -> List.of()))
        .collect(Collectors.toSet());
  }
}
