package io.leebert.streams.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that leaves its group when it is closed, whatever it is told. Kafka Streams lets that
 * of a thread that died stay a member: a new thread is there at once, but the partitions would wait
 * until the old one's session is over, 45 s as Kafka has it. In the streams protocol (KIP-1071)
 * Kafka makes the consumers itself, and they leave.
 */
final class LeavingConsumer extends KafkaConsumer<byte[], byte[]> {

  /** Of these settings. */
  LeavingConsumer(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close(CloseOptions options) {
    super.close(
        options.withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
