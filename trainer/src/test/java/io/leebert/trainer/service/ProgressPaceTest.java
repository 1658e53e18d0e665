package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {
  private final History history = new History();
  private long now;
  private final ProgressPace pace = new ProgressPace(Duration.ofSeconds(2), () -> now);

  private static Map<String, Inbox.Latest> news(OpenCommand open, double done) {
    return Map.of(
        open.id(),
        new Inbox.Latest(open, new Progress("training", done, 9.0, Map.of("last", done))));
  }

  private int due(Map<String, Inbox.Latest> news) {
    var due = pace.due(news, history.catalogue);
    due.forEach(history::say);
    return due.size();
  }

  @Test
  void theLatestIsSaidAndNotMoreOftenThanIsAskedFor() {
    history.receive("a", CommandType.RETRAIN);
    OpenCommand open = history.open("a");
    assertThat(due(news(open, 0.1))).isOne();
    assertThat(due(news(open, 0.2))).isZero();
    assertThat(due(news(open, 0.3))).isZero();

    now = Duration.ofSeconds(2).toNanos();

    assertThat(due(Map.of())).isOne();
    ModelEvent event = history.last("a");
    assertThat(event.getProgress()).isEqualTo(0.3);
    assertThat(event.getSecondsLeft()).isEqualTo(9.0);
    assertThat(event.getScores()).containsEntry("last", 0.3);
    assertThat(event.getProvenance()).containsEntry("data.topic", "labelled-events");
    assertThat(due(Map.of())).isZero();
  }

  @Test
  void nothingIsSaidOfACommandThatHasEnded() {
    history.receive("a", CommandType.RETRAIN);
    OpenCommand open = history.open("a");
    history.receive("x", CommandType.CANCEL);

    assertThat(due(news(open, 0.5))).isZero();
  }
}
