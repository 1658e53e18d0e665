package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveHistoryTest {
  private final LiveHistory history = new LiveHistory();

  @Test
  void pointsComeTheOldestFirst() {
    add(1);
    add(2);
    assertThat(history.points()).extracting(LiveHistory.Point::millis).containsExactly(1L, 2L);
  }

  @Test
  void theOldestGivesWayWhenFiveMinutesAreFull() {
    for (int second = 1; second <= LiveHistory.MOST; second++) {
      add(second);
    }
    assertThat(history.points()).hasSize(300).first().isEqualTo(point(1));
    add(301);
    assertThat(history.points()).hasSize(300).startsWith(point(2)).endsWith(point(301));
  }

  @Test
  void whoHasThePointsKeepsThemAsTheyWere() {
    add(1);
    List<LiveHistory.Point> before = history.points();
    add(2);
    assertThat(before).containsExactly(point(1));
  }

  private void add(long millis) {
    history.add(point(millis));
  }

  private static LiveHistory.Point point(long millis) {
    return new LiveHistory.Point(millis, 1, 1, 0, -1, 0, 2);
  }
}
