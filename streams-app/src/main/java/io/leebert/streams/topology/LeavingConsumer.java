package io.leebert.streams.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that leaves its group also where Kafka Streams tells it to stay: when its thread died,
 * or all end for such a cause. A new thread is there at once, but its group would wait until the
 * old member's session is over, 45 s as Kafka has it. Nothing of the old thread is pending by then:
 * it has aborted its transaction and closed its producer. In the streams protocol (KIP-1071) Kafka
 * makes the consumers itself, and they leave.
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
