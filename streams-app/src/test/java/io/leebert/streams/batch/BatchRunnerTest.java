package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.batch.Outcome.RowFailed;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private final ManualClock clock = new ManualClock();
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final BatchRunner runner = new BatchRunner(clock, BatchPace.FIXED);

  @Test
  void everyRowGetsItsOwnAnswer() {
    List<Ticket> batch = batch(0, 1, 2);
    assertThat(runner.run(batch)).isTrue();
    assertThat(batch)
        .extracting(t -> ((Classified) outcome(t)).classification().best())
        .containsExactly(0, 1, 2);
    assertThat(network.batches()).hasSize(1);
  }

  @Test
  void waitingTimeAndBatchSizeComeWithTheAnswer() {
    Ticket ticket = new Ticket(network, Rows.of(1), clock.getAsLong());
    clock.advance(Duration.ofMillis(3));
    runner.run(List.of(ticket));
    Classified answer = (Classified) outcome(ticket);
    assertThat(answer.queueNanos()).isEqualTo(Duration.ofMillis(3).toNanos());
    assertThat(answer.batchRows()).isEqualTo(1);
  }

  @Test
  void rowsThatFollowTheLoadGetTheDepthOfTheMomentTheyRun() {
    List<Integer> seen = new ArrayList<>();
    AtomicInteger patience = new AtomicInteger(3);
    BatchRunner following =
        new BatchRunner(
            clock,
            new BatchPace() {
              @Override
              public int patience() {
                return patience.get();
              }

              @Override
              public void ran(List<Row> rows, List<Classification> answers, long nanos) {
                rows.forEach(row -> seen.add(row.patience()));
              }
            });
    Ticket follows = new Ticket(network, Row.following(Rows.of(1).tokens()), 0);
    Ticket own = new Ticket(network, Rows.of(2), 0);

    patience.set(1);
    following.run(List.of(follows, own));

    assertThat(((Classified) outcome(follows)).patience()).isEqualTo(1);
    assertThat(((Classified) outcome(follows)).classification().exitLayer()).isEqualTo(2);
    assertThat(((Classified) outcome(own)).patience()).isEqualTo(2);
    assertThat(seen).containsExactly(1, 2);
  }

  @Test
  void aRowThatFollowsWhereNothingLeadsIsAProgrammingErrorAndNoBadRow() {
    Ticket follows = new Ticket(network, Row.following(Rows.of(1).tokens()), 0);

    assertThatThrownBy(() -> runner.run(List.of(follows)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing leads it");
    assertThat(follows.outcome()).isNull();
  }

  @Test
  void aBadRowCostsOnlyItself() {
    runner.run(batch(0));
    network.failOn(id(7));
    List<Ticket> batch = batch(1, 7, 2);
    assertThat(runner.run(batch)).isTrue();
    assertThat(outcome(batch.get(0))).isInstanceOf(Classified.class);
    assertThat(outcome(batch.get(2))).isInstanceOf(Classified.class);
    assertThat(outcome(batch.get(1)))
        .isInstanceOfSatisfying(
            RowFailed.class, f -> assertThat(f.cause()).hasMessage("poison among 1 rows"));
  }

  @Test
  void aSingleRowIsBlamedOnlyWhenItFailsTwice() {
    runner.run(batch(0));
    network.failOn(id(7));
    List<Ticket> batch = batch(7);
    assertThat(runner.run(batch)).isTrue();
    assertThat(outcome(batch.get(0))).isInstanceOf(RowFailed.class);
    // The first batch, the row twice, and the probe.
    assertThat(network.batches())
        .extracting(rows -> rows.get(0).tokens().ids()[0])
        .containsExactly(0L, 7L, 7L, 0L);
  }

  @Test
  void aSingleRowThatMeetsOneBadMomentOfTheDeviceIsServed() {
    AtomicBoolean hiccup = new AtomicBoolean(true);
    network.failOn(row -> hiccup.getAndSet(false));
    List<Ticket> batch = batch(7);
    assertThat(runner.run(batch)).isTrue();
    assertThat(outcome(batch.get(0))).isInstanceOf(Classified.class);
  }

  @Test
  void aNetworkThatAnswersTooFewRowsIsAskedAgainRowByRow() {
    network.loseAnswers();
    List<Ticket> batch = batch(0, 1, 2);
    assertThat(runner.run(batch)).isTrue();
    assertThat(batch).allSatisfy(t -> assertThat(outcome(t)).isInstanceOf(Classified.class));
    assertThat(batch)
        .extracting(t -> ((Classified) outcome(t)).classification().best())
        .containsExactly(0, 1, 2);
    assertThat(network.batches()).hasSize(4);
  }

  @Test
  void whenEvenARowThatWorkedBeforeFailsItIsTheDeviceAndNoRowIsBlamed() {
    runner.run(batch(0));
    network.failOn(row -> true);
    List<Ticket> batch = batch(1, 2);
    assertThat(runner.run(batch)).isFalse();
    assertThat(batch).allSatisfy(t -> assertThat(outcome(t)).isInstanceOf(DeviceFailed.class));
  }

  @Test
  void aNetworkThatNeverAnsweredIsTakenAtItsWordAboutItsRows() {
    network.failOn(row -> true);
    List<Ticket> batch = batch(1, 2);
    assertThat(runner.run(batch)).isTrue();
    assertThat(batch).allSatisfy(t -> assertThat(outcome(t)).isInstanceOf(RowFailed.class));
  }

  private List<Ticket> batch(long... ids) {
    return LongStream.of(ids)
        .mapToObj(id -> new Ticket(network, Rows.of(id), clock.getAsLong()))
        .toList();
  }

  private static Outcome outcome(Ticket ticket) {
    return Objects.requireNonNull(ticket.outcome(), "the ticket is not settled");
  }

  private static Predicate<Row> id(long id) {
    return row -> row.tokens().ids()[0] == id;
  }
}
