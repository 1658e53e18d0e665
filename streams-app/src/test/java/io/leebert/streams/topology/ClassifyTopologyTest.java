package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The processor's logic; what crashes and rebalances do to it only a real broker can show. */
class ClassifyTopologyTest {
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final TopologyFixture app = new TopologyFixture(network, EventFormats.json());

  @AfterEach
  void close() {
    network.permit(1000);
    app.close();
  }

  @Test
  void aPredictionSaysEverythingAboutItsEvent() {
    app.send("key", "{\"text\": \"11 12\", \"id\": \"order-1\"}");
    TestRecord<byte[], byte[]> result = app.predictions(1).get(0);
    Prediction prediction = app.decode(result);
    // The last token is [SEP], id 3, and 3 modulo 3 is label 0.
    assertThat(prediction.getLabel()).isEqualTo("billing");
    assertThat(prediction.getConfidence()).isEqualTo(0.8f);
    assertThat(prediction.getProbabilities()).containsOnlyKeys(SmallModel.LABELS);
    assertThat(prediction.getPatience()).isEqualTo(SmallModel.PATIENCE);
    assertThat(prediction.getExitLayer()).isEqualTo(3);
    assertThat(prediction.getLayers()).isEqualTo(4);
    assertThat(prediction.getModel()).isEqualTo("small");
    assertThat(prediction.getModelVersion()).isEqualTo("7");
    assertThat(prediction.getId()).isEqualTo("order-1");
    assertThat(prediction.getTokens()).isEqualTo(4);
    assertThat(prediction.getTruncated()).isFalse();
    assertThat(prediction.getTimings().getBatchRows()).isEqualTo(1);
    assertThat(prediction.getTimings().getTokenizeMicros()).isPositive();
    assertThat(prediction.getSource().getTopic()).isEqualTo("text-events");
    assertThat(prediction.getSource().getPartition()).isZero();
    assertThat(prediction.getSource().getOffset()).isZero();
    assertThat(prediction.getSource().getTimestamp()).isEqualTo(TopologyFixture.TIME);
  }

  @Test
  void whoListensHearsOfEveryResultWithTheKindOfItsTrouble() {
    app.send("key", "{\"text\": \"11 12\"}");
    app.send("key", "{\"text\": \"\"}");
    network.failOn(row -> row.tokens().ids()[1] == SmallModel.id(13));
    app.send("key", "{\"text\": \"13\"}");
    app.send("key", "{\"text\": \"14\"}");
    app.predictions(2);
    app.deadLetters(2);
    assertThat(app.heard)
        .containsExactly(
            "billing", "UNREADABLE text-events@1", "UNCLASSIFIABLE text-events@2", "billing");
  }

  @Test
  void keyTimestampAndHeadersOfTheEventAreKept() {
    app.send("key", "{\"text\": \"1\"}", "traceparent", "00-abc");
    TestRecord<byte[], byte[]> result = app.predictions(1).get(0);
    assertThat(result.key()).isEqualTo(TopologyFixture.bytes("key"));
    assertThat(result.getRecordTime()).isEqualTo(TopologyFixture.TIME);
    assertThat(result.headers().lastHeader("traceparent").value())
        .isEqualTo(TopologyFixture.bytes("00-abc"));
  }

  @Test
  void eventsWithoutAKeyAreServedToo() {
    app.sendRaw(null, TopologyFixture.bytes("{\"text\": \"1\"}"), new RecordHeaders());
    assertThat(app.predictions(1).get(0).key()).isNull();
  }

  @Test
  void anEventWithANegativeTimestampIsServedLikeAnyOther() {
    app.sendAt(-1, "{\"text\": \"1\"}");
    app.sendAt(1000, "{\"text\": \"2\"}");
    app.sendAt(-7, "{\"text\": \"3\"}");
    app.sendAt(500, "{\"text\": \"4\"}");
    app.sendAt(-1, "broken");
    assertThat(app.predictions(4))
        .extracting(TestRecord::timestamp)
        .containsExactly(0L, 1000L, 1000L, 500L);
    assertThat(app.deadLetters(1)).extracting(TestRecord::timestamp).containsExactly(1000L);
  }

  @Test
  void anEventMayAskForItsOwnPatience() {
    app.send("k", "{\"text\": \"1\"}", PatienceHeader.NAME, "0");
    app.send("k", "{\"text\": \"1\"}", PatienceHeader.NAME, "4");
    List<Prediction> predictions = app.decode(app.predictions(2));
    assertThat(predictions).extracting(Prediction::getPatience).containsExactly(0, 4);
    assertThat(predictions).extracting(Prediction::getExitLayer).containsExactly(1, 4);
  }

  @Test
  void aTextThatIsTooLongIsCutAndSaysSo() {
    app.send("k", "{\"text\": \"1 2 3 4 5 6 7 8 9 10\"}");
    Prediction prediction = app.decode(app.predictions(1)).get(0);
    assertThat(prediction.getTruncated()).isTrue();
    assertThat(prediction.getTokens()).isEqualTo(SmallModel.MAX_LENGTH);
  }

  @Test
  void badEventsGoToTheDeadLettersAsTheyCameWithCauseAndPlace() {
    app.send("good", "{\"text\": \"1\"}");
    app.send("bad", "not json", "mine", "kept");
    TestRecord<byte[], byte[]> letter = app.deadLetters(1).get(0);
    assertThat(letter.key()).isEqualTo(TopologyFixture.bytes("bad"));
    assertThat(letter.value()).isEqualTo(TopologyFixture.bytes("not json"));
    assertThat(letter.getRecordTime()).isEqualTo(TopologyFixture.TIME);
    assertThat(header(letter, "mine")).isEqualTo("kept");
    assertThat(header(letter, DeadLetter.EXCEPTION))
        .isEqualTo(UnreadableEventException.class.getName());
    assertThat(header(letter, DeadLetter.MESSAGE)).startsWith("text-events-0@1: expected JSON");
    assertThat(header(letter, DeadLetter.STACKTRACE)).contains("JsonFormat");
    assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("text-events");
    assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
    assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("1");
    assertThat(app.predictions(1)).hasSize(1);
  }

  @Test
  void aTombstoneIsADeadLetter() {
    app.sendRaw(TopologyFixture.bytes("k"), null, new RecordHeaders());
    TestRecord<byte[], byte[]> letter = app.deadLetters(1).get(0);
    assertThat(letter.value()).isNull();
    assertThat(header(letter, DeadLetter.MESSAGE)).contains("tombstone");
  }

  @Test
  void aWrongPatienceIsADeadLetter() {
    app.send("k", "{\"text\": \"1\"}", PatienceHeader.NAME, "5");
    assertThat(header(app.deadLetters(1).get(0), DeadLetter.MESSAGE))
        .contains("must be a number from 0 to 4, found '5'");
  }

  @Test
  void aPredictionThatItsTopicWouldRefuseIsADeadLetterWithTheReason() {
    TopicLimits small = new TopicLimits(20_000, true);
    try (TopologyFixture limited =
        new TopologyFixture(
            network, EventFormats.json(), new OutputLimits(small, TopicLimits.USUAL))) {
      limited.send("k", "{\"text\": \"1\"}", "note", "x".repeat(20_000));
      limited.sendRaw(null, TopologyFixture.bytes("{\"text\": \"1\"}"), new RecordHeaders());
      limited.send("k", "{\"text\": \"1\"}");
      List<TestRecord<byte[], byte[]>> letters = limited.deadLetters(2);
      assertThat(header(letters.get(0), DeadLetter.MESSAGE))
          .containsPattern(
              "with key and headers as they came, takes 20[0-9]{3} bytes, but predictions takes"
                  + " 20000 \\(max.message.bytes\\)");
      assertThat(header(letters.get(0), "note")).hasSize(20_000);
      assertThat(header(letters.get(1), DeadLetter.MESSAGE))
          .endsWith(
              "predictions is compacted and takes no prediction without a key, but the event"
                  + " has none");
      assertThat(limited.predictions(1)).hasSize(1);
      assertThat(limited.counters().predictions()).isEqualTo(1);
      assertThat(limited.counters().deadLetters()).isEqualTo(2);
    }
  }

  @Test
  void aSecondTextForAModelOfSingleTextsIsADeadLetterAndNotIgnored() {
    app.send("k", "{\"text\": \"1\", \"secondText\": \"2\"}");
    assertThat(header(app.deadLetters(1).get(0), DeadLetter.MESSAGE))
        .contains("single texts", "second text");
  }

  @Test
  void anEventTheNetworkFailsOnIsADeadLetterAndTheOthersOfItsBatchAreServed() {
    app.send("k", "{\"text\": \"1\"}");
    app.predictions(1);
    network.failOn(row -> row.tokens().ids()[1] == SmallModel.id(66));
    app.send("k", "{\"text\": \"65\"}");
    app.send("k", "{\"text\": \"66\"}");
    app.send("k", "{\"text\": \"67\"}");
    assertThat(header(app.deadLetters(1).get(0), DeadLetter.MESSAGE)).contains("poison");
    assertThat(app.predictions(2)).hasSize(2);
  }

  @Test
  void resultsLeaveInTheOrderOfTheirEventsWhateverIsReadyFirst() {
    network.hold();
    app.send("a", "{\"text\": \"1\"}");
    app.send("b", "broken");
    app.send("c", "{\"text\": \"2\"}");
    app.tick();
    // The second event failed at once, but the first one's result is not there yet.
    assertThat(app.deadLettersNow()).isEmpty();
    network.permit(10);
    List<TestRecord<byte[], byte[]>> predictions = app.predictions(2);
    assertThat(predictions)
        .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
        .containsExactly("a", "c");
    assertThat(app.deadLetters(1)).hasSize(1);
  }

  @Test
  void anAnswerSaysHowLongItWaitedForItsTurnAndThenToBeForwarded() {
    BatchSettings alone = new BatchSettings(1, Duration.ZERO, 100, 8);
    try (TopologyFixture ordered =
        new TopologyFixture(network, EventFormats.json(), alone, Duration.ofSeconds(30))) {
      network.hold();
      // Both wait in one round, in which the shorter one runs first.
      ordered.send("k", "{\"text\": \"1\"}");
      await().until(() -> network.batches().size() == 1);
      ordered.send("k", "{\"text\": \"1 2 3 4\"}");
      ordered.send("k", "{\"text\": \"1\"}");
      network.permit(2);
      await().until(() -> network.batches().size() == 3);
      network.permit(10);
      List<Prediction> predictions = ordered.decode(ordered.predictions(3));
      assertThat(predictions)
          .extracting(p -> p.getTimings().getOrderMicros() > 0)
          .containsExactly(false, false, true);
      // Nobody looked for it while the other two ran.
      assertThat(predictions.get(0).getTimings().getForwardMicros()).isPositive();
      assertThat(ordered.counters().forwarding().getTotalCount()).isEqualTo(3);
    }
  }

  @Test
  void aFullBatcherHoldsTheTaskBackUntilThereIsRoom() {
    int events = 50;
    for (int i = 0; i < events; i++) {
      app.send("k", "{\"text\": \"" + i + "\"}");
    }
    List<Prediction> predictions = app.decode(app.predictions(events));
    assertThat(predictions)
        .extracting(p -> p.getSource().getOffset())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aDeviceThatFailsStopsTheTaskAndBlamesNoEvent() {
    app.send("k", "{\"text\": \"1\"}");
    app.predictions(1);
    network.failOn(row -> true);
    assertThatThrownBy(
            () -> {
              // Sending may notice it already.
              app.send("k", "{\"text\": \"2\"}");
              await().until(() -> app.tick());
            })
        .hasRootCauseMessage("poison among 1 rows")
        .isInstanceOf(StreamsException.class);
    assertThat(app.deadLettersNow()).isEmpty();
  }

  @Test
  void aDeviceThatIsStuckEndsTheWaitWithAnError() {
    try (TopologyFixture impatient =
        new TopologyFixture(
            network,
            EventFormats.json(),
            new BatchSettings(1, Duration.ZERO, 100, 1),
            Duration.ofMillis(1))) {
      network.hold();
      impatient.send("k", "{\"text\": \"1\"}");
      await().until(() -> network.batches().size() == 1);
      impatient.send("k", "{\"text\": \"2\"}");
      assertThatThrownBy(() -> impatient.send("k", "{\"text\": \"3\"}"))
          .hasStackTraceContaining("text-events-0@2 found no room in the batcher");
      network.permit(1000);
    }
  }

  @Test
  void eventsThatCannotBeClassifiedHoldTheTaskBackToo() throws InterruptedException {
    Thread task = Thread.currentThread();
    Thread device =
        new Thread(
            () -> {
              await().until(() -> task.getState() == Thread.State.TIMED_WAITING);
              network.permit(1000);
            });
    try (TopologyFixture small = twoAtOnce(Duration.ofMinutes(1))) {
      fill(small);
      device.start();
      small.send("k", "not json either");
      // It was taken in only after the oldest had its answer.
      assertThat(small.predictions(1)).hasSize(1);
      assertThat(small.deadLetters(3)).hasSize(3);
    } finally {
      device.join();
    }
  }

  @Test
  void eventsThatCannotBeClassifiedDoNotWaitForADeviceThatIsStuckForEver() {
    try (TopologyFixture impatient = twoAtOnce(Duration.ofMillis(1))) {
      fill(impatient);
      assertThatThrownBy(() -> impatient.send("k", "not json either"))
          .hasStackTraceContaining("text-events-0@3 found no room behind older events");
      network.permit(1000);
    }
  }

  private TopologyFixture twoAtOnce(Duration longestWait) {
    BatchSettings two = new BatchSettings(1, Duration.ZERO, 100, 2);
    return new TopologyFixture(network, EventFormats.json(), two, longestWait);
  }

  /** An event that stays with the device, and as many behind it as a task keeps. */
  private void fill(TopologyFixture app) {
    network.hold();
    app.send("k", "{\"text\": \"1\"}");
    app.send("k", "not json");
    app.send("k", "not json");
  }

  @Test
  void aRegistryThatIsAwayStopsTheTaskAndEmptiesNothingIntoTheDeadLetters() {
    try (TopologyFixture offline =
        new TopologyFixture(
            network,
            (topic, headers, value) -> {
              throw new IllegalStateException(new java.net.ConnectException("refused"));
            })) {
      assertThatThrownBy(() -> offline.send("k", "{\"text\": \"1\"}"))
          .hasStackTraceContaining("cannot read text-events-0@0 for now");
      assertThat(offline.deadLettersNow()).isEmpty();
    }
  }

  @Test
  void nothingIsForwardedAfterTheTaskIsClosed() {
    network.hold();
    app.send("k", "{\"text\": \"1\"}");
    app.send("k", "{\"text\": \"2\"}");
    app.closeTask();
    assertThat(app.batcher().waiting()).isZero();
    network.permit(10);
    assertThat(app.counters().predictions()).isZero();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void theWarmUpShowsWhatAPredictionLooksLike() {
    Prediction example =
        WarmUp.run(app.served(), app.batcher(), System::nanoTime, Duration.ofMinutes(1));
    assertThat(example.getModel()).isEqualTo("small");
    assertThat(example.getExitLayer()).isEqualTo(4);
    assertThat(example.getSource().getTimestamp()).isEqualTo(Instant.EPOCH);
  }
}
