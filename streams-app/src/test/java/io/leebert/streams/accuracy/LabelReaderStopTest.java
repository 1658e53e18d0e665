package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.LabelledText;
import io.leebert.streams.fixture.ManualClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the reader ends, whatever its consumer is doing at that moment. */
class LabelReaderStopTest {
  private static final Duration GENEROUS = Duration.ofMinutes(1);

  /** So short that only what is never waited for ends within it. */
  private static final Duration NEXT_TO_NOTHING = Duration.ofMillis(1);

  private final HeldConsumer consumer = new HeldConsumer("labels");
  private final ManualClock clock = new ManualClock();
  private final Judge judge =
      new Judge(new LabelSettings("labels", 10, GENEROUS), new Heard(), clock);
  private final CountDownLatch valuesClosed = new CountDownLatch(1);

  private final Deserializer<LabelledText> values =
      new Deserializer<>() {
        @Override
        public @Nullable LabelledText deserialize(String topic, byte @Nullable [] data) {
          return null;
        }

        @Override
        public void close() {
          valuesClosed.countDown();
        }
      };

  @AfterEach
  void letGo() throws InterruptedException {
    consumer.release();
    Thread held = consumer.thread();
    if (held != null) {
      held.join();
    }
  }

  private LabelReader reader(Duration stopWithin) {
    return reader(() -> consumer, stopWithin);
  }

  private LabelReader reader(Supplier<Consumer<byte[], byte[]>> consumers, Duration stopWithin) {
    return new LabelReader(
        new LabelSource("labels", "", consumers, values), judge, clock, stopWithin);
  }

  /** Starts to read and waits until the consumer is in a poll. */
  private LabelReader polling(Duration stopWithin) {
    LabelReader reader = reader(stopWithin);
    reader.start();
    consumer.awaitPoll();
    return reader;
  }

  @Test
  void aPollThatWaitsForAWakeUpGetsOneAndAllIsClosedWhenCloseReturns() {
    consumer.holdUntilWoken();
    LabelReader reader = polling(GENEROUS);
    reader.close();
    assertThat(consumer.wakeUps()).isEqualTo(1);
    assertThat(consumer.closed()).isTrue();
    assertThat(valuesClosed.getCount()).isZero();
  }

  @Test
  void theConsumerIsClosedWithinTheLimitAndNotWithinKafkasOwn() {
    consumer.holdUntilWoken();
    LabelReader reader = polling(GENEROUS);
    reader.close();
    assertThat(consumer.closedWithin()).isEqualTo(GENEROUS);
  }

  @Test
  void aPollThatNeverReturnsIsLeftToItselfAndClosesItsConsumerIfItDoesAfterAll() {
    consumer.holdUntilReleased();
    LabelReader reader = polling(NEXT_TO_NOTHING);
    Thread closing = closing(reader);
    await().atMost(GENEROUS).until(() -> !closing.isAlive());
    assertThat(consumer.wakeUps()).isEqualTo(1);
    assertThat(consumer.closed()).as("the poll still has it").isFalse();
    assertThat(Objects.requireNonNull(consumer.thread()).isAlive()).isTrue();
    consumer.release();
    await().atMost(GENEROUS).until(consumer::closed);
    await().atMost(GENEROUS).until(() -> valuesClosed.getCount() == 0);
  }

  @Test
  void aPollThatNeverReturnsDoesNotKeepTheProcessFromEnding() {
    consumer.holdUntilReleased();
    LabelReader reader = polling(NEXT_TO_NOTHING);
    assertThat(Objects.requireNonNull(consumer.thread()).isDaemon()).isTrue();
    reader.close();
  }

  @Test
  void noLimitIsNoWaitRatherThanOneWithoutEnd() {
    consumer.holdUntilReleased();
    LabelReader reader = polling(Duration.ZERO);
    Thread closing = closing(reader);
    await().atMost(GENEROUS).until(() -> !closing.isAlive());
    assertThat(consumer.closed()).isFalse();
  }

  @Test
  void whoIsInterruptedWhileClosingDoesNotWaitAndStaysInterrupted() {
    consumer.holdUntilReleased();
    LabelReader reader = polling(GENEROUS);
    Thread.currentThread().interrupt();
    reader.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(consumer.wakeUps()).isEqualTo(1);
    assertThat(consumer.closed()).isFalse();
  }

  @Test
  void aReaderThatWaitsAfterTroubleEndsWithoutWaitingForItsNextTry() {
    CountDownLatch tried = new CountDownLatch(1);
    LabelReader reader =
        reader(
            () -> {
              tried.countDown();
              throw new IllegalStateException("no broker");
            },
            GENEROUS);
    reader.start();
    await().atMost(GENEROUS).until(() -> judge.report().trouble() != null);
    reader.close();
    assertThat(tried.getCount()).isZero();
    assertThat(valuesClosed.getCount()).as("ended when close returns").isZero();
  }

  @Test
  void aReaderThatIsStillConnectingIsToldToo() throws InterruptedException {
    CountDownLatch connecting = new CountDownLatch(1);
    LabelReader reader =
        reader(
            () -> {
              connecting.countDown();
              consumer.stayUntilInterrupted();
              return consumer;
            },
            GENEROUS);
    consumer.holdUntilReleased();
    reader.start();
    connecting.await();
    reader.close();
    assertThat(consumer.closed()).isTrue();
    assertThat(valuesClosed.getCount()).isZero();
  }

  @Test
  void aSecondCloseIsHarmlessAndSoIsOneBeforeTheBegin() {
    LabelReader reader = reader(GENEROUS);
    reader.close();
    assertThat(consumer.closed()).isFalse();
    consumer.holdUntilWoken();
    LabelReader begun = polling(GENEROUS);
    begun.close();
    begun.close();
    assertThat(consumer.closed()).isTrue();
  }

  private static Thread closing(LabelReader reader) {
    Thread closing = new Thread(reader::close, "closes-label-reader");
    closing.setDaemon(true);
    closing.start();
    return closing;
  }
}
