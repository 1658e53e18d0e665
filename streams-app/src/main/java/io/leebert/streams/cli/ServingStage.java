package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.store.StoreException;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.models.ServedModel;
import io.leebert.streams.models.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application as a stage: versions get ready beside the one it serves, and take its place. */
final class ServingStage implements Stage<ModelService.Ready> {
  private static final Logger LOG = LoggerFactory.getLogger(ServingStage.class);

  private final ModelService service;
  private final Versions versions;
  private final PatienceOrders orders;
  private final InstanceReports reports;
  private final Consumer<ModelManifest> watching;

  /**
   * A stage.
   *
   * @param watching hears of every model that takes over, before it does
   */
  ServingStage(
      ModelService service,
      Versions versions,
      PatienceOrders orders,
      InstanceReports reports,
      Consumer<ModelManifest> watching) {
    this.service = service;
    this.versions = versions;
    this.orders = orders;
    this.reports = reports;
    this.watching = watching;
  }

  @Override
  public ModelService.Ready prepare(Entry version, BooleanSupplier wanted) {
    LOG.info("{} gets ready beside {}", Versions.name(version.event()), serving());
    try (ModelBundle bundle = versions.fetch(version)) {
      if (!wanted.getAsBoolean()) {
        throw new SupersededException();
      }
      return service.prepare(bundle, wanted);
    }
  }

  @Override
  public void serve(Entry version, ModelService.Ready ready) {
    String before = serving();
    ModelPace pace = ModelLoader.paceOf(ready.served());
    orders.give(pace);
    ready.served().network().whenBegins(gap -> begun(version.event(), ready, before, gap));
    // Said before it happens: its first batch may begin at once, and its report is to be the last.
    watching.accept(ready.served().model().manifest());
    reports.report(report(version.event(), ready, before).build());
    service.replace(ready);
    // Once more: an order may have come just before the switch, and gone to the one before.
    orders.give(pace);
    LOG.info("{} takes over from {}, {}", serving(), before, pace.describe());
  }

  /** Its first batch begins; on the device's thread, between two batches. */
  private void begun(ModelEvent version, ModelService.Ready ready, String before, long gapNanos) {
    ModelEvent.Builder report = report(version, ready, before);
    report.getScores().put("swapGapMs", gapNanos / 1e6);
    reports.report(report.build());
    LOG.info(
        "{} took {} ms to get ready, the longest of its first runs {} ms; the device stood still for"
            + " {} ms before its first batch",
        Versions.name(version),
        ready.loadNanos() / 1_000_000,
        ready.stopNanos() / 1_000_000,
        Math.round(gapNanos / 1e3) / 1e3);
  }

  private ModelEvent.Builder report(ModelEvent version, ModelService.Ready ready, String before) {
    Map<String, Double> scores = new HashMap<>();
    scores.put("loadMs", ready.loadNanos() / 1e6);
    scores.put("warmUpStopMs", ready.stopNanos() / 1e6);
    return serving(version, reports.instance())
        .setScores(scores)
        .setMessage("took over from " + before);
  }

  @Override
  public void discard(ModelService.Ready ready) {
    ready.served().release();
  }

  @Override
  public Again again(RuntimeException failure) {
    if (!(failure instanceof StoreException store) || store.unsound()) {
      return Again.NEVER;
    }
    return store.retryable() ? Again.SOON : Again.LATER;
  }

  @Override
  public void failed(Entry version, RuntimeException failure, @Nullable Duration retryIn) {
    String then =
        retryIn == null
            ? "it is left alone until it is promoted again"
            : "it is tried again in " + retryIn.toSeconds() + " s";
    LOG.warn(
        "{} cannot serve, {} goes on and {}: {}",
        Versions.name(version.event()),
        serving(),
        then,
        failure.getMessage());
    LOG.debug("cause", failure);
    reports.report(
        failed(version.event(), reports.instance(), failure)
            .setProvenance(Map.of("serving", current().model().manifest().getModelVersion()))
            .build());
  }

  @Override
  public void stays(Entry version) {
    LOG.info("{} is promoted again and serves on", serving());
    reports.report(
        serving(version.event(), reports.instance())
            .setMessage("goes on, the version promoted after it could not serve")
            .build());
  }

  static ModelEvent.Builder serving(ModelEvent version, String instance) {
    return report(version, instance).setType(ModelEventType.SERVING);
  }

  static ModelEvent.Builder failed(ModelEvent version, String instance, RuntimeException failure) {
    return report(version, instance)
        .setType(ModelEventType.LOAD_FAILED)
        .setMessage(String.valueOf(failure.getMessage()));
  }

  private static ModelEvent.Builder report(ModelEvent version, String instance) {
    return ModelEvent.newBuilder()
        .setModel(version.getModel())
        .setModelVersion(version.getModelVersion())
        .setUri(version.getUri())
        .setSha256(version.getSha256())
        .setInstance(instance);
  }

  private ServedModel current() {
    return service.slot().current();
  }

  private String serving() {
    return current().model().name();
  }
}
