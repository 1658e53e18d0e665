package io.leebert.deploy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandWatchTest {
  private final Events events = new Events();
  private final Deque<Runnable> toCome = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private long now;

  private final CommandView view =
      new CommandView() {
        @Override
        public void show(ModelEvent event) {
          seen.add(event.getType().name());
        }

        @Override
        public void silence(String hint) {
          seen.add(hint);
        }

        @Override
        public void close() {}
      };

  private @Nullable Entry await(@Nullable Duration atMost) {
    return new CommandWatch(events.catalogue, this::poll, () -> now).await("a", view, atMost);
  }

  /** Every look at the topic takes a second and may bring something. */
  private void poll(Duration unused) {
    now += Duration.ofSeconds(1).toNanos();
    Runnable next = toCome.poll();
    if (next != null) {
      next.run();
    }
  }

  @Test
  void everythingUpToTheEndIsShownOnce() {
    toCome.add(() -> events.command(ModelEventType.ACCEPTED, "a"));
    toCome.add(() -> events.command(ModelEventType.DONE, "another"));
    toCome.add(() -> events.command(ModelEventType.PROGRESS, "a"));
    toCome.add(() -> events.command(ModelEventType.DONE, "a"));

    Entry end = Objects.requireNonNull(await(null));

    assertThat(end.event().getType()).isEqualTo(ModelEventType.DONE);
    assertThat(seen).containsExactly("ACCEPTED", "PROGRESS", "DONE");
  }

  @Test
  void whatComesAtOnceIsShownOneAfterTheOther() {
    toCome.add(
        () -> {
          events.command(ModelEventType.ACCEPTED, "a");
          events.command(ModelEventType.PROGRESS, "a");
          events.command(ModelEventType.DONE, "a");
        });

    assertThat(await(null)).isNotNull();
    assertThat(seen).containsExactly("ACCEPTED", "PROGRESS", "DONE");
  }

  @Test
  void aCommandThatWasCarriedOutBeforeEndsAtOnce() {
    events.command(ModelEventType.REFUSED, "a");

    assertThat(await(Duration.ZERO)).isNotNull();
    assertThat(seen).containsExactly("REFUSED");
  }

  @Test
  void whoHearsNothingIsToldOnceWhatMayBeTheMatter() {
    assertThat(await(Duration.ofSeconds(60))).isNull();

    assertThat(seen).singleElement().asString().contains("is a trainer-service running");
  }

  @Test
  void aCommandThatIsAtWorkIsNotTakenForUnheard() {
    toCome.add(() -> events.command(ModelEventType.ACCEPTED, "a"));

    assertThat(await(Duration.ofSeconds(60))).isNull();

    assertThat(seen).containsExactly("ACCEPTED");
  }
}
