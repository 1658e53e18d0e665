package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyReportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | no labels yet
          1  | 1 label so far, not of what this version answered here lately
          2  | 2 labels so far, none of what this version answered here lately
          21 | 21 labels so far, none of what this version answered here lately
          """)
  void whyThereIsNoAccuracyIsSaidOfOneLabelAsOfMany(long labels, String reason) {
    assertThat(new AccuracyReport(null, null, labels, null).reason()).isEqualTo(reason);
  }

  @Test
  void thatLabelsCannotBeReadIsTheReasonBeforeAnyOther() {
    assertThat(new AccuracyReport(null, null, 1, "there is no topic labels").reason())
        .isEqualTo("there is no topic labels");
  }
}
