package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Health;
import io.leebert.schemas.monitor.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * How the application is. Live unless Kafka Streams has ended; ready while it runs with a model,
 * also while partitions move between instances; started when it has run once.
 */
final class ServeHealth implements Health {
  private volatile @Nullable Supplier<KafkaStreams.State> state;
  private volatile @Nullable Supplier<String> model;
  private volatile boolean ran;

  /**
   * The model is loaded, and Kafka Streams starts.
   *
   * @param streams its state
   * @param served name of the model in service
   */
  void starts(Supplier<KafkaStreams.State> streams, Supplier<String> served) {
    model = served;
    state = streams;
  }

  /** It runs; the state may be another before anybody looks. */
  void runs() {
    ran = true;
  }

  /** The state of Kafka Streams; null before it starts. */
  KafkaStreams.@Nullable State state() {
    Supplier<KafkaStreams.State> now = state;
    return now == null ? null : now.get();
  }

  @Override
  public Verdict live() {
    KafkaStreams.State now = state();
    boolean ended = now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING;
    return verdict(!ended, now, ended ? "Kafka Streams has ended" : "alive");
  }

  @Override
  public Verdict ready() {
    KafkaStreams.State now = state();
    if (now == null) {
      return startup();
    }
    boolean ready =
        now == KafkaStreams.State.RUNNING || (ran && now == KafkaStreams.State.REBALANCING);
    return verdict(ready, now, ready ? "serving" : "Kafka Streams is " + now);
  }

  @Override
  public Verdict startup() {
    KafkaStreams.State now = state();
    if (ran || now == KafkaStreams.State.RUNNING) {
      return verdict(true, now, "started");
    }
    return verdict(
        false,
        now,
        now == null
            ? "looking for broker and model, or loading the model"
            : "joins the group: Kafka Streams is " + now);
  }

  private Verdict verdict(boolean ok, KafkaStreams.@Nullable State now, String reason) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("streams", now == null ? "NOT_STARTED" : now.name());
    Supplier<String> served = model;
    details.put("model", served == null ? "none" : served.get());
    return new Verdict(ok, reason, details);
  }
}
