package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void shorterRowsArePaddedAndMasked() {
    Batch batch =
        Batch.of(
            List.of(
                new TokenizedRow(new long[] {5, 6, 7}, new long[] {0, 0, 1}, 2, false),
                new TokenizedRow(new long[] {8}, new long[] {0}, 0, false)));

    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(3);
    assertThat(batch.ids()).containsExactly(5, 6, 7, 8, 0, 0);
    assertThat(batch.types()).containsExactly(0, 0, 1, 0, 0, 0);
    assertThat(batch.mask()).containsExactly(1, 1, 1, 1, 0, 0);
    assertThat(batch.gold()).containsExactly(2, 0);
    assertThat(batch.isPadded()).isTrue();
  }

  @Test
  void rowsOfOneLengthNeedNoMask() {
    TokenizedRow row = new TokenizedRow(new long[] {5, 6}, new long[2], 1, false);

    assertThat(Batch.of(List.of(row, row)).isPadded()).isFalse();
  }
}
