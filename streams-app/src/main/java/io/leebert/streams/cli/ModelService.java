package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.Prediction;
import io.leebert.streams.autoscale.Autoscaler;
import io.leebert.streams.autoscale.CostMeasurement;
import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.autoscale.FixedPace;
import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.configuration.PatienceChoice;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.DeviceMissingException;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.SessionSettings;
import io.leebert.streams.models.ModelSlot;
import io.leebert.streams.topology.WarmUp;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model and the device it runs on, from the bundle to the first answer.
 *
 * @param slot holds the model
 * @param batcher feeds the device
 * @param example the first prediction
 * @param autoscaler leads the batcher's patience, or null when patience is fixed
 */
record ModelService(
    ModelSlot slot, MicroBatcher batcher, Prediction example, @Nullable Autoscaler autoscaler)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);
  private static final Duration FIRST_RUN = Duration.ofMinutes(2);

  /** Reads the bundle, opens it on the device and runs a first row. */
  static ModelService start(ServeSettings settings, Boundary boundary, LongSupplier nanoClock) {
    try (ModelBundle bundle = ModelBundle.read(settings.bundle())) {
      ModelCheck.run(settings, bundle.manifest());
      long start = nanoClock.getAsLong();
      SessionSettings session = settings.session();
      LoadedModel model;
      try {
        model = LoadedModel.load(bundle, session);
      } catch (DeviceMissingException e) {
        if (session.required()) {
          throw e;
        }
        LOG.warn(
            "{} is not there, and {} is false: the network runs on the processor. {}",
            session.device(),
            ServeKeys.DEVICE_REQUIRED,
            e.getMessage());
        session = session.onProcessor();
        model = LoadedModel.load(bundle, session);
      }
      model = model.behind(boundary.network());
      ModelSlot slot = new ModelSlot(model);
      MicroBatcher batcher;
      Autoscaler autoscaler;
      try {
        CostProfile costs = measure(model, nanoClock);
        autoscaler = autoscaler(settings, model, costs);
        batcher =
            new MicroBatcher(
                settings.batch(),
                session.device().toString(),
                nanoClock,
                autoscaler == null ? fixedPace(model, costs) : autoscaler);
      } catch (RuntimeException e) {
        slot.close();
        throw e;
      }
      try {
        Prediction example = WarmUp.run(model, batcher, nanoClock, FIRST_RUN);
        LOG.info(
            "{} ({} layers, labels {}, at most {} tokens) runs on {} with {} threads, ready in {} ms",
            model.name(),
            model.manifest().getLayers(),
            model.manifest().getLabels(),
            model.manifest().getMaxLength(),
            session.device(),
            session.threads(),
            (nanoClock.getAsLong() - start) / 1_000_000);
        if (autoscaler != null) {
          LOG.info("{}", autoscaler.describe());
        }
        return new ModelService(slot, batcher, example, autoscaler);
      } catch (RuntimeException e) {
        batcher.close();
        slot.close();
        throw e;
      }
    }
  }

  private static CostProfile measure(LoadedModel model, LongSupplier nanoClock) {
    try {
      return CostMeasurement.run(model, nanoClock);
    } catch (InferenceException e) {
      throw new InferenceException(
          model.name() + " cannot classify even one word: " + e.getMessage(), e);
    }
  }

  private static BatchPace fixedPace(LoadedModel model, CostProfile costs) {
    return new FixedPace(costs, (model.manifest().getLayers() + 1) / 2.0);
  }

  private static @Nullable Autoscaler autoscaler(
      ServeSettings settings, LoadedModel model, CostProfile costs) {
    PatienceChoice choice = settings.autoscale();
    ModelManifest manifest = model.manifest();
    if (!choice.allowed()) {
      return null;
    }
    if (manifest.getQualityProfile().isEmpty()) {
      if (choice.required()) {
        throw new StartException(
            ServeKeys.PATIENCE
                + " is auto, but "
                + model.name()
                + " has no quality profile to choose by: set a number, or train it again");
      }
      return null;
    }
    try {
      return new Autoscaler(
          choice.settings(),
          manifest.getQualityProfile(),
          manifest.getLayers(),
          costs,
          settings.batch().size());
    } catch (IllegalArgumentException e) {
      throw new StartException(
          ServeKeys.PATIENCE_MIN + " and " + ServeKeys.PATIENCE_MAX + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    batcher.close();
    slot.close();
  }
}
