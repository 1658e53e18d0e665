package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedRunTest {

  @Test
  void theNearestSpeedUpIsTakenFromEitherSide() {
    ComparedRun run = new ComparedRun(Path.of("run"), RunFixture.run().build());
    for (TradeOff at : run.record().patience().subList(0, 10)) {
      double speedUp = at.speedUp(12);

      assertThat(run.nearest(speedUp + 0.01).setting()).isEqualTo(at.setting());
      assertThat(run.nearest(speedUp - 0.01).setting()).isEqualTo(at.setting());
    }
  }

  @Test
  void aNetworkOfOneExitHasItsScoreThere() {
    RunRecord record = RunFixture.run().preset("first-6").exits(6).build();

    TradeOff only = new ComparedRun(Path.of("run"), record).nearest(1.96);

    assertThat(only.score()).isEqualTo(record.exits().get(0).score());
    assertThat(only.meanExitLayer()).isEqualTo(6);
    assertThat(only.setting()).isNaN();
  }

  @Test
  void deviationIsThatOfASample() {
    Spread spread = Spread.of(List.of(1.0, 2.0, 3.0, 4.0), value -> value);

    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.deviation()).isCloseTo(1.2909944, within(1e-6));
    assertThat(spread.shown(Figures::layer)).isEqualTo("2.50 ± 1.29");
  }

  @Test
  void oneMeasurementHasNoDeviation() {
    assertThat(Spread.of(List.of(7.0), value -> value).shown(Figures::layer)).isEqualTo("7.00");
  }
}
