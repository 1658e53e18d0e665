package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.autoscale.LagMonitor.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagMonitorTest {
  private static final TopicPartition ZERO = new TopicPartition("events", 0);
  private static final TopicPartition ONE = new TopicPartition("events", 1);

  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** What happens while the broker is asked. */
  private Runnable meanwhile = () -> {};

  private final LagMonitor monitor =
      new LagMonitor(
          (partitions, atMost) -> {
            Map<TopicPartition, Long> answer = new HashMap<>(ends);
            answer.keySet().retainAll(partitions);
            meanwhile.run();
            return answer;
          },
          () -> new HashMap<>(positions),
          Duration.ofMillis(1));

  @Test
  void lagIsWhatIsNotForwardedAndArrivalsAreWhatCameSinceTheLookBefore() throws Exception {
    at(ZERO, 100, 90);
    at(ONE, 50, 50);
    assertThat(monitor.read()).isEqualTo(new Reading(10, 0, 0, true));

    at(ZERO, 130, 95);
    at(ONE, 57, 52);
    assertThat(monitor.read()).isEqualTo(new Reading(40, 37, 7, true));
  }

  @Test
  void aPartitionThatComesBringsItsBacklogAsLagAndNotAsArrivals() throws Exception {
    at(ZERO, 10, 10);
    var unused = monitor.read();

    at(ONE, 5000, 200);

    assertThat(monitor.read()).isEqualTo(new Reading(4800, 0, 0, true));
  }

  @Test
  void aPartitionThatComesWhileTheBrokerIsAskedBringsNoBurstEither() throws Exception {
    at(ZERO, 10, 10);
    ends.put(ONE, 5000L);
    meanwhile = () -> positions.put(ONE, 200L);
    assertThat(monitor.read())
        .as("nobody asked for its end yet")
        .isEqualTo(new Reading(0, 0, 0, true));

    meanwhile = () -> {};
    at(ONE, 5003, 210);
    assertThat(monitor.read()).isEqualTo(new Reading(4793, 0, 10, true));

    at(ONE, 5008, 230);
    assertThat(monitor.read()).isEqualTo(new Reading(4778, 5, 20, true));
  }

  @Test
  void aPartitionThatTheBrokerDoesNotKnowYetBringsNoBurstWhenItDoes() throws Exception {
    at(ZERO, 10, 10);
    positions.put(ONE, 200L);
    assertThat(monitor.read()).isEqualTo(new Reading(0, 0, 0, true));

    at(ONE, 5000, 200);
    assertThat(monitor.read()).isEqualTo(new Reading(4800, 0, 0, true));
  }

  @Test
  void aPartitionThatGoesTakesItsBacklogAlongAndComesBackAsNew() throws Exception {
    at(ZERO, 10, 10);
    at(ONE, 5000, 200);
    var unused = monitor.read();

    positions.remove(ONE);
    assertThat(monitor.read()).isEqualTo(new Reading(0, 0, 0, true));

    at(ONE, 7000, 6990);
    assertThat(monitor.read()).isEqualTo(new Reading(10, 0, 0, true));
  }

  @Test
  void withoutPartitionsThereIsNothingToAskAndNothingLate() throws Exception {
    assertThat(monitor.read()).isEqualTo(new Reading(0, 0, 0, true));
  }

  @Test
  void aBrokerThatDoesNotAnswerLeavesWhatIsKnownHere() throws Exception {
    at(ZERO, 100, 90);
    var unused = monitor.read();
    ends.clear();
    positions.put(ZERO, 96L);

    assertThat(monitor.read()).isEqualTo(new Reading(4, 0, 6, false));

    at(ZERO, 200, 99);
    assertThat(monitor.read())
        .as("what came meanwhile is counted when it is known")
        .isEqualTo(new Reading(101, 100, 3, true));
  }

  @Test
  void aPartitionWithoutALeaderIsTakenToBeWhereItWas() throws Exception {
    at(ZERO, 100, 90);
    at(ONE, 100, 100);
    var unused = monitor.read();
    ends.remove(ZERO);
    at(ONE, 110, 105);

    assertThat(monitor.read()).isEqualTo(new Reading(15, 10, 5, true));
  }

  @Test
  void anEndThatLooksOlderThanThePositionIsNoLag() throws Exception {
    at(ZERO, 90, 100);

    assertThat(monitor.read().lag()).isZero();
  }

  private void at(TopicPartition partition, long end, long position) {
    ends.put(partition, end);
    positions.put(partition, position);
  }
}
