package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.CommandType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();
  private final History history = new History();

  private OpenCommand open() {
    history.receive("a", CommandType.RETRAIN);
    return history.open("a");
  }

  @Test
  void whoHasSomethingToSayWaitsUntilItIsSaid() throws InterruptedException {
    inbox.open();
    OpenCommand open = open();
    AtomicReference<@Nullable OpenCommand> answer = new AtomicReference<>();
    Thread worker =
        new Thread(() -> answer.set(inbox.say(open, (catalogue, now) -> Decision.NOTHING)));
    worker.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> inbox.next() != null);

    Objects.requireNonNull(inbox.next()).answer().complete(open);
    inbox.said();
    worker.join();

    assertThat(answer.get()).isEqualTo(open);
    assertThat(inbox.next()).isNull();
  }

  @Test
  void nobodyWaitsForAServiceThatIsNotInCharge() {
    OpenCommand open = open();
    assertThatThrownBy(() -> inbox.say(open, (catalogue, now) -> Decision.NOTHING))
        .isInstanceOf(StoppedException.class);
    inbox.open();
    inbox.shut();
    assertThatThrownBy(() -> inbox.say(open, (catalogue, now) -> Decision.NOTHING))
        .isInstanceOf(StoppedException.class);
  }
}
