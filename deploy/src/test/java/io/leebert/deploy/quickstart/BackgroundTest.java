package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private void waitForTheEnd() {
    try {
      assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void workGoesOnBesideOnesOwnUntilItIsWaitedFor() {
    Background background = Background.start("beside", this::waitForTheEnd);
    assertThat(background.isDone()).isFalse();

    mayEnd.countDown();
    background.join();

    assertThat(background.isDone()).isTrue();
    assertThat(background.hasFailed()).isFalse();
  }

  @Test
  void itsThreadIsItsOwnAndHoldsUpNoEndOfTheProcess() {
    List<Thread> ran = new CopyOnWriteArrayList<>();
    Background.start("beside", () -> ran.add(Thread.currentThread())).join();

    assertThat(ran).singleElement().matches(Thread::isDaemon);
    assertThat(ran).extracting(Thread::getName).containsExactly("beside");
  }

  @Test
  void whoWaitsGetsTheErrorItself() {
    QuickstartException error = new QuickstartException("no such topic", null);
    Background background =
        Background.start(
            "beside",
            () -> {
              throw error;
            });

    assertThatThrownBy(background::join).isSameAs(error);
    assertThat(background.isDone()).isTrue();
    assertThat(background.hasFailed()).isTrue();
  }
}
