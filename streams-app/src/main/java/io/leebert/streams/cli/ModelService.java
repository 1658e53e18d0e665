package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.models.ModelSlot;
import io.leebert.streams.topology.WarmUp;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model and the device it runs on, from the bundle to the first answer.
 *
 * @param slot holds the model
 * @param batcher feeds the device
 * @param example the first prediction
 */
record ModelService(ModelSlot slot, MicroBatcher batcher, Prediction example)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
  private static final Duration FIRST_RUN = Duration.ofMinutes(2);

  /** Reads the bundle, opens it on the device and runs a first row. */
  static ModelService start(ServeSettings settings, LongSupplier nanoClock) {
    try (ModelBundle bundle = ModelBundle.read(settings.bundle())) {
      checkPatience(settings, bundle);
      long start = nanoClock.getAsLong();
      LoadedModel model = LoadedModel.load(bundle, settings.session());
      ModelSlot slot = new ModelSlot(model);
      MicroBatcher batcher =
          new MicroBatcher(settings.batch(), settings.session().device().toString(), nanoClock);
      try {
        Prediction example = WarmUp.run(model, batcher, nanoClock, FIRST_RUN);
        LOG.info(
            "{} ({} layers, labels {}, at most {} tokens) runs on {} with {} threads, ready in {} ms",
            model.name(),
            model.manifest().getLayers(),
            model.manifest().getLabels(),
            model.manifest().getMaxLength(),
            settings.session().device(),
            settings.session().threads(),
            (nanoClock.getAsLong() - start) / 1_000_000);
        return new ModelService(slot, batcher, example);
      } catch (RuntimeException e) {
        batcher.close();
        slot.close();
        throw e;
      }
    }
  }

  private static void checkPatience(ServeSettings settings, ModelBundle bundle) {
    Integer patience = settings.topology().patience();
    int layers = bundle.manifest().getLayers();
    if (patience != null && patience > layers) {
      throw new StartException(
          ServeKeys.PATIENCE
              + " is "
              + patience
              + ", but "
              + bundle.manifest().getModel()
              + " has "
              + layers
              + " layers: expected 0 to "
              + layers);
    }
  }

  @Override
  public void close() {
    batcher.close();
    slot.close();
  }
}
