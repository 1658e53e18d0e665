package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTimeTest {
  @Test
  void theTimeOfAProcessThatWorksIsAboveNothingAndNeverLess() {
    long own = ProcessHandle.current().pid();
    double before = ProcessTime.of(own);

    assertThat(before).isPositive();
    assertThat(ProcessTime.of(own)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void aProcessThatIsNotThereHasNone() {
    assertThat(ProcessTime.of(Long.MAX_VALUE)).isNaN();
  }
}
