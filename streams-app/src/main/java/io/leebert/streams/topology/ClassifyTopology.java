package io.leebert.streams.topology;

import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.models.ServedModel;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;

/**
 * Source, classify, two sinks. The topology and the clients made here belong together: the clients'
 * producers commit what the topology's tasks say may be committed.
 */
public final class ClassifyTopology {
  static final String EVENTS = "events";
  static final String CLASSIFY = "classify";
  static final String PREDICTIONS = "predictions";
  static final String DEAD_LETTERS = "dead-letters";

  private final CommitWatermark watermark = new CommitWatermark();
  private final EventCounters counters = new EventCounters();
  private final Topology topology;

  /**
   * Builds the topology.
   *
   * @param format how the input is read
   * @param predictions configured serializer of {@code Prediction}s; used by all stream threads
   * @param limits what the topics of predictions and dead letters take
   * @param models gives the model in service, held for whoever asks
   * @param listener hears of every result
   * @param nanoClock the batcher's clock
   */
  public ClassifyTopology(
      TopologySettings settings,
      EventFormat format,
      Serializer<Object> predictions,
      OutputLimits limits,
      Supplier<ServedModel> models,
      MicroBatcher batcher,
      ResultListener listener,
      LongSupplier nanoClock) {
    EventReader reader = new EventReader(format, models, listener.wantsTexts(), nanoClock);
    Results results = new Results(settings.outputTopic(), predictions, limits);
    topology =
        new Topology()
            .addSource(
                (AutoOffsetReset) null, // the consumer's own setting
                EVENTS,
                new EventTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.inputTopic())
            .addProcessor(
                CLASSIFY,
                () ->
                    new ClassifyProcessor(
                        settings, reader, results, batcher, watermark, counters, listener,
                        nanoClock),
                EVENTS)
            .addSink(
                PREDICTIONS,
                settings.outputTopic(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                CLASSIFY)
            .addSink(
                DEAD_LETTERS,
                settings.deadLetterTopic(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                CLASSIFY);
  }

  /** The topology. */
  public Topology topology() {
    return topology;
  }

  /**
   * The clients that make its commits right; without them results are lost on a crash.
   *
   * @param around what stands between them and every producer of Kafka's
   */
  public KafkaClientSupplier clients(UnaryOperator<Producer<byte[], byte[]>> around) {
    return new WatermarkClients(watermark, around);
  }

  /**
   * For every partition that is read here, the offset of the oldest event without a forwarded
   * result. A partition is left out until its first event has come. For any thread.
   */
  public Map<TopicPartition, Long> positions() {
    return watermark.positions();
  }

  /** What has been forwarded so far. */
  public EventCounters counters() {
    return counters;
  }
}
