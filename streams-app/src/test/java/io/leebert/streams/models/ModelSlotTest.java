package io.leebert.streams.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.streams.fixture.HeldPace;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelSlotTest {
  private final ScriptedClassifier first = new ScriptedClassifier();
  private final ScriptedClassifier second = new ScriptedClassifier();
  private final ServedModel old = SmallModel.served(first);
  private final ServedModel next = SmallModel.served(second);
  private final ModelSlot slot = new ModelSlot(old);

  @Test
  void theModelBeforeStaysOpenForThoseWhoHoldItAndEndsWithTheLast() {
    ServedModel held = slot.get();
    assertThat(held).isSameAs(old);
    slot.replace(next);
    assertThat(slot.current()).isSameAs(next);
    assertThat(first.closed()).isFalse();
    held.release();
    assertThat(first.closed()).isTrue();
    assertThat(second.closed()).isFalse();
    slot.close();
    slot.close();
    assertThat(second.closed()).isTrue();
  }

  @Test
  void aModelThatNobodyHoldsEndsAtOnce() {
    slot.replace(next);
    assertThat(first.closed()).isTrue();
  }

  @Test
  void nobodyGetsAModelOutOfAClosedSlot() {
    slot.close();
    assertThatThrownBy(slot::get).hasMessageContaining("out of service");
  }

  @Test
  void aModelThatComesTooLateForAClosedSlotEndsAtOnce() {
    slot.close();
    slot.replace(next);
    assertThat(second.closed()).isTrue();
    assertThat(slot.current()).isSameAs(old);
  }

  @Test
  void manyReadersAlwaysGetAModelThatIsOpenWhileModelsComeAndGo() throws Exception {
    AtomicInteger dead = new AtomicInteger();
    AtomicInteger reads = new AtomicInteger();
    Thread[] readers = new Thread[3];
    for (int i = 0; i < readers.length; i++) {
      readers[i] =
          new Thread(
              () -> {
                while (reads.incrementAndGet() < 60_000) {
                  ServedModel held = slot.get();
                  if (((ScriptedClassifier) held.model().classifier()).closed()) {
                    dead.incrementAndGet();
                  }
                  held.release();
                }
              });
      readers[i].start();
    }
    ScriptedClassifier last = second;
    int swaps = 0;
    do {
      last = new ScriptedClassifier();
      slot.replace(SmallModel.served(SmallModel.around(last), new HeldPace(1)));
      swaps++;
    } while (reads.get() < 60_000);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(swaps).isPositive();
    assertThat(dead).hasValue(0);
    assertThat(slot.current().network().holders()).isEqualTo(1);
    slot.close();
    assertThat(last.closed()).isTrue();
  }

  @Test
  void aCloserClosesOnAThreadOfItsOwnAndWaitsAtItsEnd() {
    ModelCloser closer = new ModelCloser();
    ServedModel served = ServedModel.of(SmallModel.around(first), new HeldPace(1), closer);
    served.release();
    await().until(first::closed);
    closer.close();
    assertThatThrownBy(served::release).isInstanceOf(IllegalStateException.class);
  }
}
