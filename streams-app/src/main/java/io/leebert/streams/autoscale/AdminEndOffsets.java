package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of partitions as a read_committed reader sees them, by {@code Admin.listOffsets}. A question
 * that takes longer than the caller waits is not asked again: the next call gets its answer. So a
 * broker that is slow on a busy machine is late, not silent. For one thread.
 */
public final class AdminEndOffsets implements EndOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(AdminEndOffsets.class);

  /** Then the client gives the question up, and its connection. */
  private static final Duration GIVE_UP = Duration.ofSeconds(10);

  private record Question(Set<TopicPartition> partitions, ListOffsetsResult result) {}

  private final Admin admin;
  private @Nullable Question pending;

  /** Asks through this client, which stays the caller's to close. */
  public AdminEndOffsets(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Duration atMost)
      throws InterruptedException {
    Question question = pending;
    try {
      if (question == null || !question.partitions().equals(partitions)) {
        question = ask(partitions);
        pending = question;
      }
      question.result().all().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.debug("no end offsets yet", e);
    } catch (ExecutionException | KafkaException e) {
      LOG.debug("not all end offsets", e);
    }
    return question == null ? Map.of() : answered(question);
  }

  private Question ask(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    options.timeoutMs((int) GIVE_UP.toMillis());
    return new Question(Set.copyOf(partitions), admin.listOffsets(latest, options));
  }

  /** What is there of an answer: a partition without a leader keeps no other waiting. */
  private Map<TopicPartition, Long> answered(Question question) throws InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    boolean open = false;
    for (TopicPartition partition : question.partitions()) {
      var end = question.result().partitionResult(partition);
      if (!end.isDone()) {
        open = true;
      } else if (!end.isCompletedExceptionally()) {
        try {
          ends.put(partition, end.get().offset());
        } catch (ExecutionException e) {
          LOG.debug("no end offset of {}", partition, e);
        }
      }
    }
    // With part of an answer the question is asked anew, so that no partition's end gets old.
    pending = open && ends.isEmpty() ? question : null;
    return ends;
  }
}
