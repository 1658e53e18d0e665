package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEventType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkshopTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Desk desk = new Desk(new History());
  private final List<String> course = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  private OpenCommand accepted(String id) {
    desk.history.receive(id, CommandType.RETRAIN);
    return desk.history.open(id);
  }

  /** Runs until the gate opens or it is stopped. */
  private void work(OpenCommand open, StopFlag stop) {
    course.add("begin " + open.id());
    while (gate.getCount() > 0) {
      stop.pause(Duration.ofMillis(5));
    }
    course.add("end " + open.id());
  }

  @Test
  void retrainingsComeOneAfterTheOtherAndEachOnce() {
    try (Workshop workshop = new Workshop(type -> this::work, desk)) {
      OpenCommand a = accepted("a");
      OpenCommand b = accepted("b");
      workshop.begin(a);
      workshop.begin(b);
      workshop.begin(a);
      await().atMost(LONG).until(() -> course.contains("begin a"));
      assertThat(course).containsExactly("begin a");
      gate.countDown();
      await().atMost(LONG).until(() -> course.contains("end b"));
      assertThat(course).containsExactly("begin a", "end a", "begin b", "end b");
    }
  }

  @Test
  void whatIsStoppedMakesRoomForTheNextAndWhatWaitedNeverBegins() {
    try (Workshop workshop = new Workshop(type -> this::work, desk)) {
      workshop.begin(accepted("a"));
      workshop.begin(accepted("b"));
      workshop.begin(accepted("c"));
      await().atMost(LONG).until(() -> course.contains("begin a"));

      workshop.stop("b");
      workshop.stop("a");

      await().atMost(LONG).until(() -> course.contains("begin c"));
      assertThat(course).containsExactly("begin a", "begin c");
    }
  }

  @Test
  void whatIsNoLongerOpenIsStoppedHoweverItsEndWasLearnedOf() {
    try (Workshop workshop = new Workshop(type -> this::work, desk)) {
      workshop.begin(accepted("a"));
      workshop.begin(accepted("b"));
      await().atMost(LONG).until(() -> course.contains("begin a"));

      workshop.keep(Set.of("b", "c"));

      await().atMost(LONG).until(() -> course.contains("begin b"));
      gate.countDown();
      await().atMost(LONG).until(() -> course.contains("end b"));
      assertThat(course).containsExactly("begin a", "begin b", "end b");
    }
  }

  @Test
  void aFailureIsSaidWithItsCauses() {
    Job failing =
        (open, stop) -> {
          throw new IllegalStateException("the disk is full", new RuntimeException("errno 28"));
        };
    try (Workshop workshop = new Workshop(type -> failing, desk)) {
      workshop.begin(accepted("a"));
      await().atMost(LONG).until(() -> desk.moments.contains("after 1"));
    }
    assertThat(desk.history.last("a").getType()).isEqualTo(ModelEventType.COMMAND_FAILED);
    assertThat(desk.history.last("a").getMessage()).isEqualTo("the disk is full: errno 28");
  }
}
