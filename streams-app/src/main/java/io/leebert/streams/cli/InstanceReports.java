package io.leebert.streams.cli;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on the models topic what this instance serves. For people and tools to look at: nothing
 * depends on it, so it has a thread and a producer of its own, waits for nobody, and what cannot be
 * written is left out.
 */
final class InstanceReports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceReports.class);
  private static final int MOST_WAITING = 16;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(6);
  private static final String MAX_BLOCK_MS = "5000";

  private final String topic;
  private final String instance;
  private final Serializer<Object> serializer;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Consumer<ModelEvent> heard;
  private final AtomicBoolean complained = new AtomicBoolean();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread writer = new Thread(task, "instance-reports");
            writer.setDaemon(true);
            return writer;
          },
          // The last word is what counts.
          new ThreadPoolExecutor.DiscardOldestPolicy());

  private @Nullable Producer<byte[], byte[]> producer;

  /** The key of the last report, to be taken back at the end; for the writing thread. */
  private @Nullable String reported;

  /** Reports through producers that are made when the first one is written. */
  InstanceReports(
      String topic,
      String instance,
      Serializer<Object> serializer,
      Supplier<Producer<byte[], byte[]>> producers) {
    this(topic, instance, serializer, producers, event -> {});
  }

  private InstanceReports(
      String topic,
      String instance,
      Serializer<Object> serializer,
      Supplier<Producer<byte[], byte[]>> producers,
      Consumer<ModelEvent> heard) {
    this.heard = heard;
    this.topic = topic;
    this.instance = instance;
    this.serializer = serializer;
    this.producers = producers;
  }

  /**
   * Reports as the settings have it.
   *
   * @param heard hears of every report, too
   */
  static InstanceReports of(
      ServeSettings settings, ModelsSettings models, Consumer<ModelEvent> heard) {
    return new InstanceReports(
        models.topic(),
        InstanceName.of(models),
        Serdes.predictions(settings),
        () ->
            new KafkaProducer<>(
                producer(settings), new ByteArraySerializer(), new ByteArraySerializer()),
        heard);
  }

  private static Map<String, Object> producer(ServeSettings settings) {
    Map<String, Object> producer =
        new HashMap<>(new StreamsConfig(settings.streams()).getProducerConfigs("leebert-instance"));
    producer.keySet().removeIf(key -> !ProducerConfig.configNames().contains(key));
    producer.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    return producer;
  }

  /** What this instance calls itself. */
  String instance() {
    return instance;
  }

  /** Reports; returns at once. */
  void report(ModelEvent event) {
    heard.accept(event);
    thread.execute(() -> write(CatalogueKeys.instance(event.getModel(), instance), event));
  }

  private void write(String key, @Nullable ModelEvent event) {
    try {
      byte[] value = event == null ? null : serializer.serialize(topic, event);
      if (producer == null) {
        producer = producers.get();
      }
      reported = event == null ? null : key;
      var unused =
          producer.send(
              new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value),
              (metadata, failure) -> {
                if (failure != null) {
                  complain(failure);
                }
              });
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private void complain(Exception failure) {
    if (!complained.compareAndSet(false, true)) {
      LOG.debug("cannot write to {}", topic, failure);
    } else if (failure instanceof AuthorizationException) {
      LOG.warn(
          "no right to write to {}: what this instance serves is said in its log only. The right is"
              + " WRITE on topic {}",
          topic,
          topic);
    } else {
      LOG.warn(
          "what this instance serves cannot be written to {}, it serves all the same: {}",
          topic,
          failure.getMessage());
    }
  }

  /** Takes the last report back: this instance serves nothing any more. */
  @Override
  public void close() {
    end(this::takeBack);
  }

  /** Ends and leaves the last report: why this instance could not start is for people to find. */
  void leave() {
    end(this::free);
  }

  private void end(Runnable last) {
    thread.execute(last);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2 * STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeBack() {
    String key = reported;
    if (key != null) {
      write(key, null);
    }
    free();
  }

  private void free() {
    if (producer != null) {
      producer.close(STOP_WITHIN);
    }
    serializer.close();
  }
}
