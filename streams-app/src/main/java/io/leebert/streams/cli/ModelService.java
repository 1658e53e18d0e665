package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.DeviceMissingException;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.SessionSettings;
import io.leebert.streams.models.ModelCloser;
import io.leebert.streams.models.ModelSlot;
import io.leebert.streams.models.ServedModel;
import io.leebert.streams.topology.WarmUp;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model in service and the device it runs on: the first one from its bundle to its first
 * answer, and every one that takes its place.
 */
final class ModelService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
  private static final Duration FIRST_RUN = Duration.ofMinutes(2);

  /**
   * A model that may take over.
   *
   * @param served the model, held by whoever asked for it
   * @param example what it made of one word
   * @param loadNanos from its bundle to this moment
   * @param stopNanos the longest that events waited for one of its first runs
   */
  record Ready(ServedModel served, Prediction example, long loadNanos, long stopNanos) {}

  private final ServeSettings settings;
  private final Boundary boundary;
  private final LongSupplier nanoClock;
  private final ModelCloser closer = new ModelCloser();
  private final SessionSettings session;
  private final MicroBatcher batcher;
  private final ModelSlot slot;
  private final Prediction example;
  private final long loadNanos;

  private ModelService(
      ServeSettings settings, Boundary boundary, ModelBundle bundle, LongSupplier nanoClock) {
    this.settings = settings;
    this.boundary = boundary;
    this.nanoClock = nanoClock;
    ModelCheck.run(settings, bundle.manifest());
    long start = nanoClock.getAsLong();
    SessionSettings wanted = settings.session();
    LoadedModel opened;
    try {
      opened = LoadedModel.load(bundle, wanted);
    } catch (DeviceMissingException e) {
      if (wanted.required()) {
        throw e;
      }
      LOG.warn(
          "{} is not there, and {} is false: the network runs on the processor. {}",
          wanted.device(),
          ServeKeys.DEVICE_REQUIRED,
          e.getMessage());
      wanted = wanted.onProcessor();
      opened = LoadedModel.load(bundle, wanted);
    }
    session = wanted;
    batcher = new MicroBatcher(settings.batch(), session.device().toString(), nanoClock);
    try {
      Ready first = ready(opened, null, start, () -> true);
      slot = new ModelSlot(first.served());
      example = first.example();
      loadNanos = first.loadNanos();
    } catch (RuntimeException | Error e) {
      batcher.close();
      closer.close();
      throw e;
    }
  }

  /**
   * Opens a bundle on the device and runs a first row.
   *
   * @throws RuntimeException saying why it cannot serve
   */
  static ModelService start(
      ServeSettings settings, Boundary boundary, ModelBundle bundle, LongSupplier nanoClock) {
    return new ModelService(settings, boundary, bundle, nanoClock);
  }

  /**
   * Opens a bundle beside the model in service, which goes on serving.
   *
   * @param wanted false once nobody wants it any more
   * @throws SupersededException when nobody did before it was ready
   * @throws RuntimeException saying why it cannot serve
   */
  Ready prepare(ModelBundle bundle, BooleanSupplier wanted) {
    long start = nanoClock.getAsLong();
    ModelCheck.run(settings, bundle.manifest());
    return ready(LoadedModel.load(bundle, session), slot.current(), start, wanted);
  }

  private Ready ready(
      LoadedModel opened, @Nullable ServedModel before, long start, BooleanSupplier wanted) {
    LoadedModel model = opened.behind(boundary.network());
    boolean beside = before != null && !session.device().cuda();
    DeviceTurns turns = new DeviceTurns(batcher, beside, nanoClock, wanted);
    ServedModel served = new ModelLoader(settings, closer, nanoClock).ready(model, before, turns);
    try {
      Prediction example = WarmUp.run(served, batcher, nanoClock, FIRST_RUN);
      long nanos = nanoClock.getAsLong() - start;
      LOG.info(
          "{} ({} layers, labels {}, at most {} tokens) runs on {} with {} threads, ready in {} ms",
          model.name(),
          model.manifest().getLayers(),
          model.manifest().getLabels(),
          model.manifest().getMaxLength(),
          session.device(),
          session.threads(),
          nanos / 1_000_000);
      long last = TimeUnit.MICROSECONDS.toNanos(example.getTimings().getInferenceMicros());
      return new Ready(served, example, nanos, Math.max(last, turns.longestNanos()));
    } catch (RuntimeException | Error e) {
      served.release();
      throw e;
    }
  }

  /** Puts a model into service from the next event on; the one before ends with its last row. */
  void replace(Ready next) {
    ModelLoader.paceOf(next.served()).takeOver(ModelLoader.paceOf(slot.current()));
    slot.replace(next.served());
  }

  /** Holds the model in service. */
  ModelSlot slot() {
    return slot;
  }

  /** Feeds the device. */
  MicroBatcher batcher() {
    return batcher;
  }

  /** The first prediction. */
  Prediction example() {
    return example;
  }

  /** How long the first model took from its bundle to that. */
  long loadNanos() {
    return loadNanos;
  }

  @Override
  public void close() {
    batcher.close();
    slot.close();
    closer.close();
  }
}
