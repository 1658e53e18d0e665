package io.leebert.streams.monitor;

import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.fixture.FollowingPace;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.models.ModelSlot;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;

/**
 * A service to look at that serves nobody: {@link SmallModel} in Kafka Streams without a broker.
 */
final class WatchedModel implements AutoCloseable {
  private final MicroBatcher batcher =
      new MicroBatcher(new BatchSettings(2, Duration.ZERO, 100, 2), "watched", System::nanoTime);
  private final ModelPace pace = FollowingPace.begin();
  private final ModelSlot slot =
      new ModelSlot(SmallModel.served(SmallModel.around(new ScriptedClassifier()), pace));
  private final KafkaStreams streams;

  WatchedModel() {
    Properties properties = new Properties();
    properties.put("application.id", "watched");
    properties.put("bootstrap.servers", "127.0.0.1:1");
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("text-events").to("predictions");
    streams = new KafkaStreams(builder.build(), properties);
  }

  /** Not started. */
  KafkaStreams streams() {
    return streams;
  }

  ModelPace pace() {
    return pace;
  }

  WatchedService service() {
    return new WatchedService(slot, batcher, served -> pace);
  }

  @Override
  public void close() {
    streams.close(Duration.ZERO);
    slot.close();
    batcher.close();
  }
}
