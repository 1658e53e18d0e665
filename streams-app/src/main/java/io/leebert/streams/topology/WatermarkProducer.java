package io.leebert.streams.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * A stream thread's producer that commits the watermark; everything else is the producer's own.
 *
 * <p>A task that looks for results every millisecond always seems to have something to commit.
 * Where nothing was sent and no offset has moved, the offsets are left out; the producer ends a
 * transaction that is empty without asking the broker. Used by one thread.
 */
final class WatermarkProducer implements Producer<byte[], byte[]> {
  private final Producer<byte[], byte[]> producer;
  private final CommitWatermark watermark;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committing = new HashMap<>();
  private boolean sent;

  WatermarkProducer(Producer<byte[], byte[]> producer, CommitWatermark watermark) {
    this.producer = producer;
    this.watermark = watermark;
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
    watermark.pair(offsets.keySet());
    Map<TopicPartition, OffsetAndMetadata> lowered = watermark.lower(offsets);
    if (sent || !committed.entrySet().containsAll(lowered.entrySet())) {
      producer.sendOffsetsToTransaction(lowered, groupMetadata);
      committing.putAll(lowered);
    }
  }

  @Override
  public void initTransactions() {
    producer.initTransactions();
  }

  @Override
  public void beginTransaction() {
    producer.beginTransaction();
  }

  @Override
  public void commitTransaction() {
    producer.commitTransaction();
    watermark.committed();
    committed.putAll(committing);
    committing.clear();
    sent = false;
  }

  @Override
  public void abortTransaction() {
    committing.clear();
    committed.clear();
    sent = false;
    watermark.aborted();
    producer.abortTransaction();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    producer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    producer.unregisterMetricFromSubscription(metric);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> event) {
    sent = true;
    return producer.send(event);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> event, Callback callback) {
    sent = true;
    return producer.send(event, callback);
  }

  @Override
  public void flush() {
    producer.flush();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return producer.partitionsFor(topic);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return producer.metrics();
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return producer.clientInstanceId(timeout);
  }

  @Override
  public void close() {
    producer.close();
  }

  @Override
  public void close(Duration timeout) {
    producer.close(timeout);
  }
}
