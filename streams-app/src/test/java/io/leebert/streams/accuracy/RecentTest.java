package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> lost = new ArrayList<>();
  private final Recent<String> recent = new Recent<>(3, lost::add);

  private static EventKey key(@Nullable String id, String text) {
    return EventKey.of(id, text, null);
  }

  private Recent.Entry<String> add(@Nullable String id, String text, String value) {
    return recent.add(key(id, text), value, 0);
  }

  private @Nullable String found(@Nullable String id, String text) {
    Recent.Entry<String> entry = recent.find(key(id, text));
    return entry == null ? null : entry.value();
  }

  /** The one of a text, which there must be, is done with. */
  private void finish(String text) {
    recent.finish(Objects.requireNonNull(recent.find(key(null, text))));
  }

  @Test
  void byItsIdAnEventIsFoundWhateverItsText() {
    add("1", "a", "first");
    assertThat(found("1", "other")).isEqualTo("first");
    assertThat(found("2", "a")).as("another event of the same text").isNull();
  }

  @Test
  void whereOneOfTheTwoHasNoIdTheTextsDecide() {
    add("1", "a", "with id");
    add(null, "b", "without");
    assertThat(found(null, "a")).isEqualTo("with id");
    assertThat(found("7", "b")).isEqualTo("without");
    assertThat(found(null, "c")).isNull();
  }

  @Test
  void ofSeveralOfTheSameTextTheYoungestThatIsNotDoneWithIsFound() {
    add(null, "a", "first");
    Recent.Entry<String> second = add(null, "a", "second");
    add(null, "a", "third");
    recent.finish(second);
    assertThat(found(null, "a")).isEqualTo("third");
    finish("a");
    assertThat(found(null, "a")).isEqualTo("first");
    finish("a");
    assertThat(found(null, "a")).isNull();
    assertThat(lost).isEmpty();
  }

  @Test
  void whatIsDoneWithIsFoundByItsIdOnly() {
    Recent.Entry<String> entry = add("1", "a", "first");
    recent.finish(entry);
    assertThat(recent.withId(key("1", "a"))).isSameAs(entry);
    assertThat(entry.done()).isTrue();
    assertThat(found(null, "a")).isNull();
  }

  @Test
  void theSameIdAgainTakesThePlaceOfTheOneBefore() {
    add("1", "a", "first");
    add("1", "a", "again");
    assertThat(found("1", "a")).isEqualTo("again");
    finish("a");
    assertThat(found(null, "a")).as("the first is gone").isNull();
  }

  @Test
  void onlyTheLastAreKeptAndWhatGoesBeforeItIsDoneWithIsLost() {
    Recent.Entry<String> first = add("1", "a", "first");
    add(null, "a", "second");
    recent.finish(first);
    add("3", "b", "third");
    add("4", "b", "fourth");
    add("5", "b", "fifth");
    assertThat(recent.size()).isEqualTo(3);
    assertThat(lost).containsExactly("second");
    assertThat(found("1", "x")).isNull();
    assertThat(found(null, "a")).isNull();
    assertThat(found(null, "b")).isEqualTo("fifth");
  }

  @Test
  void theOldestOfOneTextGoesAndTheOthersStay() {
    for (int i = 0; i < 10; i++) {
      add(null, "a", "value " + i);
    }
    assertThat(lost).hasSize(7).endsWith("value 6");
    for (String expected : List.of("value 9", "value 8", "value 7")) {
      assertThat(found(null, "a")).isEqualTo(expected);
      finish("a");
    }
    assertThat(found(null, "a")).isNull();
  }

  @Test
  void whatTookAnothersPlaceOutlivesIt() {
    add("1", "a", "first");
    add("2", "b", "second");
    add("1", "a", "again");
    add("3", "c", "third");
    assertThat(found("1", "a")).as("only its forerunner was pushed out").isEqualTo("again");
    assertThat(lost).isEmpty();
  }

  @Test
  void whatWasAddedBeforeATimeIsForgottenWithIt() {
    recent.add(key("1", "a"), "old", 10);
    recent.add(key("2", "b"), "young", 20);
    assertThat(recent.forgetBefore(20, 10)).isFalse();
    assertThat(lost).containsExactly("old");
    assertThat(found("1", "a")).isNull();
    assertThat(found("2", "b")).isEqualTo("young");
  }

  @Test
  void noMoreAreForgottenAtOnceThanWasAskedForAndThatMoreAreLeftIsSaid() {
    recent.add(key("1", "a"), "first", 10);
    recent.add(key("2", "b"), "second", 11);
    recent.add(key("3", "c"), "third", 20);
    assertThat(recent.forgetBefore(20, 1)).isTrue();
    assertThat(lost).containsExactly("first");
    assertThat(recent.forgetBefore(20, 1)).as("the third is young").isFalse();
    assertThat(recent.forgetBefore(20, 1)).isFalse();
    assertThat(lost).containsExactly("first", "second");
    assertThat(recent.forgetBefore(21, 1)).isFalse();
    assertThat(recent.size()).isZero();
  }
}
