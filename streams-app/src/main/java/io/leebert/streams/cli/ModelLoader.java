package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.autoscale.CostMeasurement;
import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.configuration.PatienceChoice;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.models.ModelCloser;
import io.leebert.streams.models.ServedModel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From an opened model to one that may serve: measured, or taking over what is known of one like
 * it, warmed up, and with its pace. Safe beside a model that serves: every run is short, has its
 * turn between two batches, and leaves the device to events for some time after.
 */
final class ModelLoader {
  /** Files of the same network with the same kind of weights differ by less. */
  private static final double LIKE = 0.2;

  private final ServeSettings settings;
  private final ModelCloser closer;
  private final LongSupplier nanoClock;

  ModelLoader(ServeSettings settings, ModelCloser closer, LongSupplier nanoClock) {
    this.settings = settings;
    this.closer = closer;
    this.nanoClock = nanoClock;
  }

  /**
   * Gets a model ready.
   *
   * @param model the model, which is closed when this fails
   * @param before the model that serves, or null
   * @param turns where and when it runs
   * @return the model, held by the caller
   * @throws StartException when the settings ask for what the model cannot do
   * @throws InferenceException when it does not answer
   */
  ServedModel ready(LoadedModel model, @Nullable ServedModel before, DeviceTurns turns) {
    try {
      ModelPace old = before == null ? null : paceOf(before);
      CostProfile costs;
      if (before != null && old != null && alike(model.manifest(), before.model().manifest())) {
        costs = old.costs();
        CostMeasurement.warm(model, nanoClock, turns);
      } else {
        costs = measure(model, turns);
      }
      return ServedModel.of(model, pace(model, costs, old), closer);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private CostProfile measure(LoadedModel model, DeviceTurns turns) {
    try {
      return CostMeasurement.run(model, nanoClock, turns);
    } catch (InferenceException e) {
      throw new InferenceException(
          model.name() + " cannot classify even one word: " + e.getMessage(), e);
    }
  }

  private ModelPace pace(LoadedModel model, CostProfile costs, @Nullable ModelPace before) {
    PatienceChoice choice = settings.autoscale();
    ModelManifest manifest = model.manifest();
    if (choice.required() && manifest.getQualityProfile().isEmpty()) {
      throw new StartException(
          ServeKeys.PATIENCE
              + " is auto, but "
              + model.name()
              + " has no quality profile to choose by: set a number, or train it again");
    }
    try {
      ModelPace.Usual usual =
          new ModelPace.Usual(
              choice.fixed(), choice.allowed(), choice.settings(), settings.batch().size());
      return new ModelPace(usual, manifest, costs, before);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          ServeKeys.PATIENCE_MIN + " and " + ServeKeys.PATIENCE_MAX + ": " + e.getMessage(), e);
    }
  }

  /** The pace of a model that was made here. */
  static ModelPace paceOf(ServedModel served) {
    return (ModelPace) served.network().pace();
  }

  /** Whether two models cost the same on the same device: one shape, and one kind of weights. */
  static boolean alike(ModelManifest one, ModelManifest other) {
    double bytes = bytes(one);
    double others = bytes(other);
    return one.getLayers() == other.getLayers()
        && one.getHiddenSize() == other.getHiddenSize()
        && Math.abs(bytes - others) <= LIKE * Math.max(bytes, others);
  }

  private static long bytes(ModelManifest manifest) {
    BundleFile file = manifest.getFiles().get(ModelBundle.MODEL);
    return file == null ? 0 : file.getBytes();
  }
}
