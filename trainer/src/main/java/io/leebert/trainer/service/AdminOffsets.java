package io.leebert.trainer.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker where topics begin and end. */
final class AdminOffsets implements TopicOffsets {
  private final Admin admin;
  private final Duration atMost;

  AdminOffsets(Admin admin, Duration atMost) {
    this.admin = admin;
    this.atMost = atMost;
  }

  @Override
  public List<Integer> partitions(String topic) {
    try {
      return await(topic, admin.describeTopics(List.of(topic)).allTopicNames())
          .getOrDefault(topic, missing(topic))
          .partitions()
          .stream()
          .map(partition -> partition.partition())
          .toList();
    } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
      throw new RefusedException("there is no topic " + topic + " of labelled texts");
    } catch (TopicAuthorizationException e) {
      throw new RefusedException(
          "topic " + topic + " may not be read by this service, which needs READ on it");
    }
  }

  private static TopicDescription missing(String topic) {
    return new TopicDescription(topic, false, List.of());
  }

  @Override
  public SortedMap<Integer, Long> offsets(String topic, List<Integer> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(new TopicPartition(topic, partition), spec));
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    await(
            topic,
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  private <T> T await(String topic, KafkaFuture<T> answer) {
    try {
      return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause
          ? cause
          : new KafkaException("the broker's answer: " + e.getCause(), e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException(
          "cannot tell where topic "
              + topic
              + " begins and ends: no answer within "
              + atMost.toMillis()
              + " ms",
          e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
