package io.leebert.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {

  @Test
  void editsAreInsertionsDeletionsAndReplacements() {
    assertThat(NearestKey.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestKey.edits("", "abc")).isEqualTo(3);
    assertThat(NearestKey.edits("abc", "")).isEqualTo(3);
    assertThat(NearestKey.edits("same", "same")).isZero();
  }

  @Test
  void theFirstInTheAlphabetIsTakenAmongEqualsSoThatTheAnswerIsAlwaysTheSame() {
    assertThat(NearestKey.to("ac", List.of("ad", "ab"))).isEqualTo("ab");
  }
}
