package io.leebert.streams.topology;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, with producers that commit the watermark and consumers that leave their
 * group.
 */
final class WatermarkClients implements KafkaClientSupplier {
  private final CommitWatermark watermark;
  private final UnaryOperator<Producer<byte[], byte[]>> around;

  /**
   * Clients that commit a watermark.
   *
   * @param around what stands between the watermark and every producer of Kafka's
   */
  WatermarkClients(CommitWatermark watermark, UnaryOperator<Producer<byte[], byte[]>> around) {
    this.watermark = watermark;
    this.around = around;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new WatermarkProducer(
        around.apply(
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())),
        watermark);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new LeavingConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
