package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.deploy.traffic.PredictionFixture;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void showsTextLabelConfidenceExitAndWhetherItIsRight() {
    assertThat(answer("where is my parcel?", "order-status", "order-status", 3).line())
        .startsWith("where is my parcel?  ")
        .contains("order-status", "87.5 %", "exit  3 of 12")
        .endsWith("right");
  }

  @Test
  void namesTheTrueLabelOfAWrongOne() {
    assertThat(answer("money back", "refund", "payment", 12).line()).endsWith("wrong: refund");
  }

  @Test
  void cutsLongTextsSoThatColumnsStayInLine() {
    String line = answer("x".repeat(200), "refund", "refund", 3).line();

    assertThat(line).contains("xxx...  refund");
    assertThat(line.indexOf("exit"))
        .isEqualTo(answer("x", "refund", "refund", 3).line().indexOf("exit"));
  }

  @Test
  void addsUpToAPass() {
    PassTally tally = new PassTally();
    tally.add(answer("a", "refund", "refund", 3));
    tally.add(answer("b", "refund", "payment", 9));

    PassResult result = tally.result("p", new LedgerCounts(3, 2, 1, 0, 0, 0), 500_000_000);

    assertThat(result.accuracy()).isEqualTo(0.5);
    assertThat(result.meanExitLayer()).isEqualTo(6.0);
    assertThat(result.layers()).isEqualTo(12);
    assertThat(result.eventsPerSecond()).isEqualTo(4.0);
  }

  private static Answer answer(String text, String label, String predicted, int exitLayer) {
    return new Answer(
        new Message(text, label), PredictionFixture.prediction("p-0", predicted, exitLayer), 1000);
  }
}
