package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventKeyTest {

  @Test
  void theSameEventHasTheSameKey() {
    assertThat(EventKey.of(new String("e-1"), new String("grün"), new String("zwei")))
        .isEqualTo(EventKey.of("e-1", "grün", "zwei"));
  }

  @Test
  void anotherIdOrTextIsAnotherEvent() {
    EventKey key = EventKey.of("e-1", "text", null);
    assertThat(EventKey.of("e-2", "text", null).id()).isNotEqualTo(key.id());
    assertThat(EventKey.of("e-1", "Text", null).texts()).isNotEqualTo(key.texts());
    assertThat(EventKey.of(null, "text", null).hasId()).isFalse();
    assertThat(EventKey.of("", "text", null).hasId()).as("an empty id is one").isTrue();
  }

  @Test
  void textsThatStandOneBehindTheOtherAreNotOneText() {
    Set<Long> texts = new HashSet<>();
    texts.add(EventKey.of(null, "ab", null).texts());
    texts.add(EventKey.of(null, "ab", "").texts());
    texts.add(EventKey.of(null, "a", "b").texts());
    texts.add(EventKey.of(null, "", "ab").texts());
    texts.add(EventKey.of(null, "b", "a").texts());
    assertThat(texts).hasSize(5);
  }

  @Test
  void everyTextHasAHashOfItsOwnAndAnIdIsInTheKeyAsThat() {
    Set<Long> hashes = new HashSet<>();
    for (int length = 0; length < 1000; length++) {
      hashes.add(EventKey.hash("x".repeat(length)));
    }
    assertThat(hashes).hasSize(1000).contains(EventKey.hash(new String("x")));
    assertThat(EventKey.of("e-1", "text", null).id()).isEqualTo(EventKey.hash("e-1"));
  }

  @Test
  void neitherTextNorIdIsInIt() {
    assertThat(EventKey.of("customer-7", "a secret", "another").toString())
        .doesNotContain("customer", "secret", "another");
  }
}
