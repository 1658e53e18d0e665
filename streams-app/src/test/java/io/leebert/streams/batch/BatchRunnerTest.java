package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.batch.Outcome.RowFailed;
import io.leebert.streams.fixture.HeldPace;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private final ManualClock clock = new ManualClock();
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final HeldPace pace = new HeldPace(3);
  private final Network served = new Network(network, pace, network::close);
  private final BatchRunner runner = new BatchRunner(clock);

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
    Ticket ticket = Rows.ticket(served, Rows.of(1), clock.getAsLong());
    clock.advance(Duration.ofMillis(3));
    runner.run(List.of(ticket));
    Classified answer = (Classified) outcome(ticket);
    assertThat(answer.queueNanos()).isEqualTo(Duration.ofMillis(3).toNanos());
    assertThat(answer.batchRows()).isEqualTo(1);
  }

  @Test
  void rowsThatFollowTheLoadGetTheDepthOfTheMomentTheyRun() {
    Ticket follows = Rows.ticket(served, Row.following(Rows.of(1).tokens()));
    Ticket own = Rows.ticket(served, Rows.of(2));

    pace.hold(1);
    runner.run(List.of(follows, own));

    assertThat(((Classified) outcome(follows)).patience()).isEqualTo(1);
    assertThat(((Classified) outcome(follows)).classification().exitLayer()).isEqualTo(2);
    assertThat(((Classified) outcome(own)).patience()).isEqualTo(2);
    assertThat(pace.seen()).containsExactly(1, 2);
  }

  @Test
  void rowsOfAnotherModelGetTheDepthOfThatModelsPace() {
    Network other = new Network(network, new HeldPace(0), () -> {});
    Ticket follows = Rows.ticket(served, Row.following(Rows.of(1).tokens()));
    Ticket followsOther = Rows.ticket(other, Row.following(Rows.of(1).tokens()));

    runner.run(List.of(follows));
    runner.run(List.of(followsOther));

    assertThat(((Classified) outcome(follows)).patience()).isEqualTo(3);
    assertThat(((Classified) outcome(followsOther)).patience()).isZero();
  }

  @Test
  void aModelThatIsOutOfServiceEndsWithTheLastOfItsRowsAndNotBefore() {
    List<Ticket> batch = batch(0, 1, 7);
    served.release();
    network.failOn(row -> row.tokens().ids()[0] == 7);

    assertThat(network.closed()).isFalse();
    runner.run(batch);

    assertThat(outcome(batch.get(2))).isInstanceOf(RowFailed.class);
    assertThat(network.batchesAfterClosing()).as("the probe too came before the end").isZero();
    assertThat(network.closed()).isTrue();
    assertThat(served.hold()).as("nobody gets hold of it any more").isFalse();
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
        .mapToObj(id -> Rows.ticket(served, Rows.of(id), clock.getAsLong()))
        .toList();
  }

  private static Outcome outcome(Ticket ticket) {
    return Objects.requireNonNull(ticket.outcome(), "the ticket is not settled");
  }

  private static Predicate<Row> id(long id) {
    return row -> row.tokens().ids()[0] == id;
  }
}
