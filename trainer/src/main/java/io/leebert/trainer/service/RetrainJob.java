package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.StoredBundle;
import io.leebert.trainer.retrain.GateReport;
import io.leebert.trainer.retrain.Labelled;
import io.leebert.trainer.retrain.RetrainListener;
import io.leebert.trainer.retrain.RetrainPhase;
import io.leebert.trainer.retrain.RetrainProgress;
import io.leebert.trainer.retrain.RetrainRequest;
import io.leebert.trainer.retrain.RetrainResult;
import io.leebert.trainer.retrain.RetrainSetting;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RETRAIN: rows, training, gate, store, announcement. Every step that must not be repeated is known
 * on the models topic before the next begins, so that it may be cut off anywhere.
 */
final class RetrainJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(RetrainJob.class);

  private final TrainerSettings settings;
  private final Retraining retraining;
  private final RowSource rows;
  private final BundleStore store;
  private final Reports reports;
  private final Boundary boundary;
  private final LongSupplier nanoTime;

  RetrainJob(
      TrainerSettings settings,
      Retraining retraining,
      RowSource rows,
      BundleStore store,
      Reports reports,
      Boundary boundary,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.retraining = retraining;
    this.rows = rows;
    this.store = store;
    this.reports = reports;
    this.boundary = boundary;
    this.nanoTime = nanoTime;
  }

  /** What makes models; {@link io.leebert.trainer.retrain.Retrainer}. */
  @FunctionalInterface
  interface Retraining {
    RetrainResult run(RetrainRequest request, RetrainListener listener, BooleanSupplier cancelled);
  }

  /** Rows, and what must be closed when nobody wants more of them. */
  interface Rows extends Iterable<Labelled>, AutoCloseable {
    @Override
    void close();
  }

  /** Where rows of a topic come from. */
  @FunctionalInterface
  interface RowSource {
    Rows rows(DataPlan plan, PassedOver passedOver, WaitListener waiting, StopFlag stop);
  }

  @Override
  public void run(OpenCommand accepted, StopFlag stop) {
    WorkFolder folder = WorkFolder.lock(settings.work(), accepted.id(), stop);
    boolean ended = false;
    try {
      // Anew: it may have waited long, or been taken up by a service that another one outran.
      OpenCommand open =
          reports.say(
              accepted,
              (catalogue, now) ->
                  now.known(OpenCommand.PARENT) == null
                      ? Outcomes.started(catalogue, now)
                      : Decision.NOTHING);
      if (open.known(OpenCommand.PARENT) != null) {
        carryOut(open, folder.path(), stop);
      }
      ended = true;
    } finally {
      if (ended) {
        folder.remove();
      } else {
        folder.close();
      }
    }
  }

  private void carryOut(OpenCommand open, Path folder, StopFlag stop) {
    PatientStore patient =
        new PatientStore(store, settings.storeWait(), nanoTime, reports, open, stop);
    StoredBundle stored = patient.find(open.model(), open.version());
    if (stored == null) {
      train(open, folder, patient, stop);
      return;
    }
    String made = open.known(OpenCommand.MADE_SHA);
    if (!stored.manifestSha256().equals(made)) {
      var unused =
          reports.say(
              open,
              (catalogue, now) ->
                  Outcomes.failed(
                      now,
                      "the store has another bundle at "
                          + stored.uri()
                          + " already, with manifest SHA-256 "
                          + stored.manifestSha256()));
      return;
    }
    LOG.info("the bundle of command {} is at {} already", open.id(), stored.uri());
    try (ModelBundle bundle = patient.fetch(stored.uri(), made, folder.resolve("store"))) {
      announce(open, stored.uri(), bundle);
    }
  }

  private void train(OpenCommand open, Path folder, PatientStore patient, StopFlag stop) {
    PassedOver passedOver = new PassedOver();
    RetrainResult result;
    DataPlan plan = DataPlan.of(open.provenance());
    try (ModelBundle parent = parent(open, patient, folder);
        Rows read =
            rows.rows(
                plan, passedOver, why -> reports.progress(open, Progress.waiting(why)), stop)) {
      result =
          retraining.run(
              request(open, folder, parent, read, plan.files()),
              listener(open, passedOver),
              stop::isSet);
    }
    if (stop.isSet() || result instanceof RetrainResult.Cancelled) {
      throw new StoppedException();
    }
    if (result instanceof RetrainResult.Refused refused) {
      var unused =
          reports.say(
              open,
              (catalogue, now) ->
                  Outcomes.refused(
                      now,
                      String.join("\n", withNotes(refused.reason(), now, passedOver)),
                      refused.counts()));
    } else if (result instanceof RetrainResult.Rejected rejected) {
      publish(open, rejected.bundle(), Made.Verdict.REJECTED, rejected.gate(), passedOver, patient);
    } else if (result instanceof RetrainResult.Accepted accepted) {
      publish(
          open,
          accepted.bundle(),
          accepted.promote() ? Made.Verdict.PASSED : Made.Verdict.MANUAL,
          accepted.gate(),
          passedOver,
          patient);
    }
  }

  private static List<String> withNotes(String reason, OpenCommand open, PassedOver passedOver) {
    ArrayList<String> lines = new ArrayList<>(List.of(reason));
    String notes = open.known(DataPlan.NOTES);
    if (notes != null) {
      lines.add(notes);
    }
    lines.addAll(passedOver.lines());
    return lines;
  }

  private void publish(
      OpenCommand open,
      Path made,
      Made.Verdict verdict,
      GateReport gate,
      PassedOver passedOver,
      PatientStore patient) {
    try (ModelBundle bundle = ModelBundle.read(made)) {
      Made judged = Made.of(bundle.manifestSha256(), verdict, gate, passedOver.lines());
      OpenCommand known = reports.say(open, (catalogue, now) -> Outcomes.made(now, judged));
      boundary.pass(Boundary.Step.MADE);
      URI uri = patient.publish(bundle, open.model(), open.version());
      boundary.pass(Boundary.Step.PUBLISHED);
      announce(known, uri, bundle);
    }
  }

  private void announce(OpenCommand open, URI uri, ModelBundle bundle) {
    OpenCommand known =
        reports.say(
            open,
            (catalogue, now) ->
                catalogue.version(now.model(), now.version()) == null
                    ? Outcomes.candidate(now, uri, bundle)
                    : Decision.NOTHING);
    boundary.pass(Boundary.Step.CANDIDATE);
    var unused = reports.say(known, Outcomes::retrained);
  }

  private static @Nullable ModelBundle parent(OpenCommand open, PatientStore patient, Path folder) {
    String uri = open.known(OpenCommand.PARENT_URI);
    return uri == null
        ? null
        : patient.fetch(
            URI.create(uri), open.known(OpenCommand.PARENT_SHA), folder.resolve("parent"));
  }

  private RetrainRequest request(
      OpenCommand open, Path folder, @Nullable ModelBundle parent, Rows read, List<Path> files) {
    Map<String, String> provenance = new TreeMap<>();
    open.provenance()
        .forEach(
            (key, value) -> {
              // What is the same however often it is repeated.
              if (key.startsWith(OpenCommand.PARENT)
                  || (key.startsWith("data.") && !key.equals(DataPlan.NOTES))) {
                provenance.put(key, value);
              }
            });
    Map<String, String> with = settings.retrainWith(open.command().getSettings());
    String ordered = open.known(OpenCommand.ORDERED_PATIENCE);
    if (ordered != null) {
      with.putIfAbsent(RetrainSetting.GATE_PATIENCE.key(), ordered);
    }
    return new RetrainRequest(
        open.model(),
        open.version(),
        read,
        files,
        parent,
        with,
        folder.resolve("run"),
        open.id(),
        provenance);
  }

  private RetrainListener listener(OpenCommand open, PassedOver passedOver) {
    return new RetrainListener() {
      @Override
      public void progress(RetrainProgress progress) {
        reports.progress(open, Progress.of(progress));
        if (progress.phase() == RetrainPhase.EXPORTING) {
          boundary.pass(Boundary.Step.EXPORTING);
        } else if (progress.phase() == RetrainPhase.TRAINING && progress.epoch() > 0) {
          boundary.pass(Boundary.Step.TRAINING);
        }
      }

      @Override
      public void notice(String message) {
        LOG.info("command {}: {}", open.id(), message);
        passedOver.notice(message);
      }
    };
  }
}
