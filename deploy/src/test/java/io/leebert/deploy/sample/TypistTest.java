package io.leebert.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TypistTest {
  private static final String TEXT = "Please tell me when the parcel arrives.";
  private final Typist typist = new Typist(new Random(3));

  @Test
  void leavesSomeMessagesAsTheyAre() {
    assertThat(IntStream.range(0, 200).mapToObj(i -> typist.type(TEXT))).contains(TEXT);
  }

  @Test
  void changesAtMostOneLetterPerSlip() {
    assertThat(IntStream.range(0, 500).mapToObj(i -> typist.slip(TEXT)))
        .allSatisfy(t -> assertThat(t.length()).isBetween(TEXT.length() - 1, TEXT.length() + 1))
        .anyMatch(t -> t.length() < TEXT.length())
        .anyMatch(t -> t.length() > TEXT.length())
        .anyMatch(t -> t.length() == TEXT.length() && !t.equals(TEXT));
  }

  @Test
  void neverTouchesTheFirstLetterOrASpace() {
    assertThat(IntStream.range(0, 500).mapToObj(i -> typist.slip(TEXT)))
        .allSatisfy(t -> assertThat(t).startsWith("P"));
    assertThat(IntStream.range(0, 500).mapToObj(i -> typist.slip(TEXT).split(" ").length))
        .containsOnly(7);
  }

  @Test
  void survivesVeryShortTexts() {
    assertThat(typist.slip("ab")).isEqualTo("ab");
    assertThat(typist.slip("a")).isEqualTo("a");
  }
}
