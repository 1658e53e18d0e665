package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** PROMOTE and ROLLBACK: nothing is put in service whose bundle was not fetched and found sound. */
final class BundleJob implements Job {
  /** Longest wait for a place that is not the store: a rollback may be waiting behind it. */
  private static final Duration OUTSIDE = Duration.ofSeconds(30);

  private final TrainerSettings settings;
  private final BundleStore store;
  private final Reports reports;
  private final LongSupplier nanoTime;

  BundleJob(TrainerSettings settings, BundleStore store, Reports reports, LongSupplier nanoTime) {
    this.settings = settings;
    this.store = store;
    this.reports = reports;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run(OpenCommand open, StopFlag stop) {
    PatientStore patient = patient(settings.storeWait(), open, stop);
    Path folder = settings.work().resolve("fetched");
    String uri = open.command().getUri();
    if (open.command().getType() == CommandType.PROMOTE && uri != null && !uri.isBlank()) {
      Duration wait = settings.storeWait().compareTo(OUTSIDE) < 0 ? settings.storeWait() : OUTSIDE;
      take(open, BundleStores.uri(uri), patient(wait, open, stop), patient, folder);
    } else if (open.command().getType() == CommandType.PROMOTE) {
      check(open, patient, folder);
      var unused = reports.say(open, Outcomes::promoted);
    } else {
      OpenCommand known =
          reports.say(
              open,
              (catalogue, now) ->
                  now.version().isEmpty() ? Outcomes.returning(catalogue, now) : Decision.NOTHING);
      if (known.version().isEmpty()) {
        return; // Refused: there is none to go back to.
      }
      check(known, patient, folder);
      var unused = reports.say(known, Outcomes::rolledBack);
    }
  }

  private PatientStore patient(Duration atMost, OpenCommand open, StopFlag stop) {
    return new PatientStore(store, atMost, nanoTime, reports, open, stop);
  }

  /** A bundle from outside, which goes into the store under its own name. */
  private void take(
      OpenCommand open, URI uri, PatientStore outside, PatientStore patient, Path folder) {
    try (ModelBundle bundle = outside.fetch(uri, null, folder)) {
      String model = bundle.manifest().getModel();
      String version = bundle.manifest().getModelVersion();
      if (!model.equals(open.model())) {
        throw new RefusedException(
            "the bundle at "
                + uri
                + " is of model "
                + model
                + ", the command is about model "
                + open.model());
      }
      if (!open.version().isEmpty() && !open.version().equals(version)) {
        throw new RefusedException(
            "the bundle at "
                + uri
                + " is version "
                + version
                + ", the command names version "
                + open.version());
      }
      URI stored = patient.publish(bundle, model, version);
      var unused =
          reports.say(
              open,
              (catalogue, now) ->
                  Outcomes.taken(catalogue, now.withVersion(version), stored, bundle));
    }
  }

  /** Fetches what is announced, and lets go of it: a fetch is what instances will do. */
  private void check(OpenCommand open, PatientStore patient, Path folder) {
    Entry entry = entry(open);
    String uri = entry == null ? null : entry.event().getUri();
    if (entry == null || uri == null) {
      throw new RefusedException(
          "version " + open.version() + " of model " + open.model() + " has no bundle");
    }
    patient.fetch(URI.create(uri), entry.event().getSha256(), folder).close();
  }

  private @Nullable Entry entry(OpenCommand open) {
    AtomicReference<@Nullable Entry> found = new AtomicReference<>();
    var unused =
        reports.say(
            open,
            (Catalogue catalogue, OpenCommand now) -> {
              found.set(catalogue.version(now.model(), now.version()));
              return Decision.NOTHING;
            });
    return found.get();
  }
}
