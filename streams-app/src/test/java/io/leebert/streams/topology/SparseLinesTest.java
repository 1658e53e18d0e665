package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SparseLinesTest {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private final SparseLines lines = new SparseLines(EVERY, clock);

  @Test
  void theFirstLineComesAtOnce() {
    assertThat(lines.next()).hasValue(0);
  }

  @Test
  void afterALineItIsSilentForAWhileAndThenSaysHowManyWereLeftOut() {
    assertThat(lines.next()).hasValue(0);
    clock.advance(EVERY.minusNanos(1));
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEmpty();
    clock.advance(Duration.ofNanos(1));
    assertThat(lines.next()).hasValue(2);
    assertThat(lines.next()).as("silent again").isEmpty();
    clock.advance(EVERY);
    assertThat(lines.next()).as("none is counted twice").hasValue(1);
  }

  @Test
  void inQuietTimesNothingIsLeftOut() {
    for (int i = 0; i < 3; i++) {
      assertThat(lines.next()).hasValue(0);
      clock.advance(EVERY);
    }
  }

  @Test
  void thoseLeftOutAreSaidInWordsAlsoWhereItIsOne() {
    assertThat(SparseLines.others("; ", 0, " before")).isEmpty();
    assertThat(SparseLines.others("; ", 1, " before")).isEqualTo("; 1 other before");
    assertThat(SparseLines.others("; ", 2, " before")).isEqualTo("; 2 others before");
  }
}
