package io.leebert.streams.cli;

import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.models.TakeOver;
import io.leebert.streams.monitor.ServeMonitor;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All that an application has because its models change while it serves. */
final class ChangingModels implements AutoCloseable {
  private final CatalogueReader reader;
  private final Versions versions;
  private final InstanceReports reports;
  private final PatienceOrders orders;
  private final String model;
  private final FirstModel.Started first;
  private final ServeMonitor monitor;
  private final LongSupplier nanoClock;
  private @Nullable ModelsWatcher watcher;

  private ChangingModels(
      CatalogueReader reader,
      Versions versions,
      InstanceReports reports,
      PatienceOrders orders,
      String model,
      FirstModel.Started first,
      ServeMonitor monitor,
      LongSupplier nanoClock) {
    this.reader = reader;
    this.versions = versions;
    this.reports = reports;
    this.orders = orders;
    this.model = model;
    this.first = first;
    this.monitor = monitor;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads the models topic to its end and begins with the version that is to serve.
   *
   * @throws RuntimeException saying what keeps it from that
   */
  static ChangingModels open(
      ServeSettings settings,
      ModelsSettings models,
      Boundary boundary,
      ServeMonitor monitor,
      LongSupplier nanoClock) {
    // First what needs nothing but the settings: it has nothing to close when they are wrong.
    Versions versions = Versions.of(models);
    InstanceReports reports = InstanceReports.of(settings, models, monitor::reported);
    CatalogueReader reader = null;
    try {
      reader = CatalogueClient.open(settings, models);
      FirstModel firstModel =
          new FirstModel(settings, models, reader.catalogue(), versions, reports, nanoClock);
      String name = firstModel.name();
      FirstModel.Started first =
          firstModel.start(
              name, bundle -> ModelService.start(settings, boundary, bundle, nanoClock));
      PatienceOrders orders = new PatienceOrders(name);
      orders.look(reader.catalogue(), () -> pace(first.service()));
      return new ChangingModels(reader, versions, reports, orders, name, first, monitor, nanoClock);
    } catch (RuntimeException e) {
      if (reader != null) {
        reader.close();
      }
      versions.close();
      reports.leave();
      throw e;
    }
  }

  /** What was begun with; its owner closes it. */
  ModelService service() {
    return first.service();
  }

  /** Follows the models topic from where it was read to. */
  void follow() {
    ModelService service = first.service();
    ModelManifest manifest = service.slot().current().model().manifest();
    reports.report(
        ServingStage.serving(
                ModelEvent.newBuilder()
                    .setModel(manifest.getModel())
                    .setModelVersion(manifest.getModelVersion())
                    .setType(ModelEventType.SERVING)
                    .setSha256(first.sha256())
                    .build(),
                reports.instance())
            .setScores(Map.of("loadMs", service.loadNanos() / 1e6))
            .setMessage("started")
            .build());
    TakeOver<ModelService.Ready> takeOver =
        new TakeOver<>(
            new ServingStage(service, versions, orders, reports, monitor::takesOver),
            manifest.getModelVersion(),
            first.sha256(),
            nanoClock);
    watcher =
        ModelsWatcher.start(reader, model, orders, () -> pace(service), takeOver, monitor::read);
  }

  private static ModelPace pace(ModelService service) {
    return ModelLoader.paceOf(service.slot().current());
  }

  /** Stops following; the model in service stays. */
  void stop() {
    if (watcher != null) {
      watcher.close();
    }
  }

  /** To be called when nothing is served any more. */
  @Override
  public void close() {
    stop();
    if (watcher == null) {
      reader.close();
    } else {
      watcher.awaitLoader();
    }
    versions.close();
    reports.close();
  }
}
