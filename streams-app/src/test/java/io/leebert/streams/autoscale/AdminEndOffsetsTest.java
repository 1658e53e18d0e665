package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AdminEndOffsetsTest {
  private static final TopicPartition ZERO = new TopicPartition("events", 0);
  private static final TopicPartition ONE = new TopicPartition("events", 1);
  private static final Set<TopicPartition> BOTH = Set.of(ZERO, ONE);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> futures =
      new HashMap<>();
  private int asked;
  private final EndOffsets ends = new AdminEndOffsets(admin());

  @Test
  void whatTheBrokerSaysIsGiven() throws Exception {
    open();
    answer(ZERO, 7);
    answer(ONE, 9);

    assertThat(ends.of(BOTH, SHORT)).isEqualTo(Map.of(ZERO, 7L, ONE, 9L));
  }

  @Test
  void aLateAnswerIsTakenByTheNextLookAndTheQuestionNotAskedAgain() throws Exception {
    open();
    assertThat(ends.of(BOTH, SHORT)).isEmpty();
    assertThat(ends.of(BOTH, SHORT)).isEmpty();
    answer(ZERO, 7);
    answer(ONE, 9);

    assertThat(ends.of(BOTH, SHORT)).isEqualTo(Map.of(ZERO, 7L, ONE, 9L));
    assertThat(asked).isOne();
  }

  @Test
  void aPartitionWithoutALeaderKeepsNoOtherWaiting() throws Exception {
    open();
    answer(ZERO, 7);
    assertThat(ends.of(BOTH, SHORT)).as("no answer of it yet").isEqualTo(Map.of(ZERO, 7L));

    open();
    answer(ZERO, 8);
    fail(ONE, new LeaderNotAvailableException("none"));
    assertThat(ends.of(BOTH, SHORT)).isEqualTo(Map.of(ZERO, 8L));
  }

  @Test
  void aQuestionThatFailedIsAskedAnewAndOneForOtherPartitionsToo() throws Exception {
    open();
    fail(ZERO, new TimeoutException("gave up"));
    fail(ONE, new TimeoutException("gave up"));
    assertThat(ends.of(BOTH, SHORT)).isEmpty();

    open();
    assertThat(ends.of(BOTH, SHORT)).isEmpty();
    futures.remove(ONE);
    answer(ZERO, 3);
    assertThat(ends.of(Set.of(ZERO), SHORT)).isEqualTo(Map.of(ZERO, 3L));
    assertThat(asked).isEqualTo(3);
  }

  private void open() {
    futures.put(ZERO, new KafkaFutureImpl<>());
    futures.put(ONE, new KafkaFutureImpl<>());
  }

  private void answer(TopicPartition partition, long end) {
    future(partition).complete(new ListOffsetsResultInfo(end, -1, Optional.empty()));
  }

  private void fail(TopicPartition partition, Exception cause) {
    future(partition).completeExceptionally(cause);
  }

  private KafkaFutureImpl<ListOffsetsResultInfo> future(TopicPartition partition) {
    return futures.computeIfAbsent(partition, key -> new KafkaFutureImpl<>());
  }

  /** An admin client that can do nothing but list offsets. */
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("listOffsets")) {
                throw new UnsupportedOperationException(method.getName());
              }
              asked++;
              Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> now = new HashMap<>(futures);
              return new ListOffsetsResult(now);
            });
  }
}
