package io.leebert.streams.cli;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.rights.LackingRights;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.settings.GrouplessConsumer;
import io.leebert.streams.accuracy.Judge;
import io.leebert.streams.accuracy.LabelReader;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.accuracy.LabelSource;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeRights;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.monitor.ServeMonitor;
import io.leebert.streams.topology.ResultListener;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** All that an application has because labels tell it whether it was right. */
final class Labels implements AutoCloseable {
  /** Labels are small, and nobody waits for them. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  /** As often as it is asked whether there are partitions more. */
  private static final int METADATA_AGE_MS = 30_000;

  private final ServeSettings settings;
  private final LabelSettings labels;
  private final AvroDeserializer<LabelledText> values;
  private final Judge judge;
  private final LongSupplier nanoClock;
  private @Nullable LabelReader reader;

  private Labels(
      ServeSettings settings,
      LabelSettings labels,
      AvroDeserializer<LabelledText> values,
      Judge judge,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.labels = labels;
    this.values = values;
    this.judge = judge;
    this.nanoClock = nanoClock;
  }

  /**
   * As the settings have it: null where no labels are read.
   *
   * @throws StartException when the settings are none to read labels with
   */
  static @Nullable Labels of(ServeSettings settings, ServeMonitor monitor, LongSupplier nanoClock) {
    LabelSettings labels = settings.labels();
    if (labels == null) {
      return null;
    }
    AvroDeserializer<LabelledText> values = values(settings, labels);
    Judge judge = new Judge(labels, monitor.labels(), nanoClock);
    monitor.judges(judge);
    return new Labels(settings, labels, values, judge, nanoClock);
  }

  /** Ours, whatever serializer predictions are written with: that one may know other settings. */
  private static AvroDeserializer<LabelledText> values(
      ServeSettings settings, LabelSettings labels) {
    AvroDeserializer<LabelledText> values = new AvroDeserializer<>(LabelledText.class);
    try {
      values.configure(settings.serdes(), false);
    } catch (KafkaException e) {
      throw new StartException(
          "cannot read labels from "
              + labels.topic()
              + " with these settings: "
              + e.getMessage()
              + ". Change them, or leave "
              + ServeKeys.LABELLED_TOPIC
              + " out",
          e);
    }
    return values;
  }

  /** Hears of every result. */
  ResultListener results() {
    return judge;
  }

  /** Reads labels from now on. */
  void begin() {
    reader =
        new LabelReader(
            new LabelSource(
                labels.topic(),
                new LackingRights(List.of(), settings.streams())
                    .remedy(ServeRights.labels(labels.topic())),
                () ->
                    new KafkaConsumer<>(
                        consumer(settings),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                values),
            judge,
            nanoClock);
    reader.start();
  }

  /** Settings of the consumer of labels. */
  static Map<String, Object> consumer(ServeSettings settings) {
    Map<String, Object> consumer =
        GrouplessConsumer.among(CatalogueClient.outside(settings, "leebert-labels"), "latest");
    consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    // It says which partitions there are from what it knows, and Kafka's five minutes are long.
    consumer.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
    return consumer;
  }

  @Override
  public void close() {
    if (reader == null) {
      values.close();
    } else {
      reader.close();
    }
  }
}
