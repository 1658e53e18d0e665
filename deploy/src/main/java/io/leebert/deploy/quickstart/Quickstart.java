package io.leebert.deploy.quickstart;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleGenerator;
import io.leebert.deploy.sample.SampleSet;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The whole path in one command: a broker and a registry, a model trained on the sample set, the
 * application that serves it, and traffic through all of it, with a summary at the end. Everything
 * but the traffic runs in child processes, and everything is taken away at the end.
 */
public final class Quickstart {
  /**
   * Labels of the messages that are sent, to be judged by. Not {@code labelled-events}: a
   * retraining would learn the very messages that it is measured with.
   */
  private static final String LABELS = "labels";

  private static final int WARM_UP_EVENTS = 48;
  private static final int CALM_EVENTS = 200;
  private static final double CALM_PER_SECOND = 15;

  /**
   * Two epochs over old and new messages are enough: training goes on from the model in service.
   */
  private static final List<String> TRAINER =
      List.of(
          "leebert.trainer.retrain.epochs=2",
          "leebert.trainer.retrain.max-length=64",
          "leebert.trainer.retrain.gate-patience=2-6");

  private final QuickstartSettings settings;
  private final PrintStream out;
  private final PrintStream progress;
  private final long begin = System.nanoTime();

  /**
   * A run.
   *
   * @param out gets the predictions and the summary
   * @param progress gets what is going on
   */
  public Quickstart(QuickstartSettings settings, PrintStream out, PrintStream progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs to the end, or until a signal comes.
   *
   * @return whether every event came out exactly once and in order
   * @throws QuickstartException when something could not be started or failed
   */
  public boolean run() {
    String name =
        "leebert-quickstart-" + ProcessHandle.current().pid() + "-" + Long.toHexString(begin);
    return Scene.play(settings.temporary(), name, this::say, this::run);
  }

  private boolean run(Scene scene) throws InterruptedException, IOException {
    Teardown teardown = scene.teardown();
    ClientSettings clients = scene.clients();
    Path work = scene.work();
    Topics.create(clients, List.of(LABELS), Scene.PARTITIONS);
    say("broker at " + clients.bootstrapServers());
    say("registry at " + clients.schemaRegistryUrl());

    SampleSet sample =
        new SampleGenerator(settings.seed())
            .generate(
                settings.trainRows(), settings.heldOutRows() + WARM_UP_EVENTS + settings.events());
    Training training = new Training(settings, new Programs(settings.launcherClass(), work), work);
    training.writeSample(sample);
    Path bundle = settings.bundle();
    double trainingSeconds = 0;
    if (bundle == null) {
      say("training a model on " + settings.trainRows() + " messages of an online pharmacy");
      bundle = training.bundle();
      trainingSeconds = training.run(teardown, progress);
      say(String.format(Locale.ROOT, "trained in %.0f s", trainingSeconds));
    }

    Path config = work.resolve("app.properties");
    Files.writeString(config, applicationProperties(clients, bundle.toAbsolutePath()));
    ChildJvm app = new Programs(settings.launcherClass(), work).serve(teardown, config);
    say("serving the model; every line is a message, its label and the layer it left at");
    Summary summary = traffic(scene, app, sample, bundle, training.train(), trainingSeconds);
    out.println(summary.text());
    out.flush();
    Path report = settings.report();
    if (report != null) {
      summary.write(report);
      say("wrote " + report);
    }
    if (settings.keep()) {
      out.println(
          Hints.text(settings.launcher(), clients, Programs.page(app), work, settings.retrain()));
      out.flush();
      int code = app.waitFor();
      throw new QuickstartException(app.describe("ended with exit code " + code), null);
    }
    say("stopping");
    return summary.everything().clean();
  }

  private Summary traffic(
      Scene scene, ChildJvm app, SampleSet sample, Path bundle, Path base, double trainingSeconds)
      throws InterruptedException, IOException {
    ClientSettings clients = scene.clients();
    try (EventProducer producer = new EventProducer(clients, Topics.EVENTS, EventEncoding.AVRO);
        EventProducer labels = new EventProducer(clients, LABELS, EventEncoding.AVRO);
        PredictionReader reader = new PredictionReader(clients, Topics.PREDICTIONS, false)) {
      PassRunner runner =
          new PassRunner(
              producer, labels, reader, () -> Programs.requireAlive(scene.teardown(), app));
      List<Message> heldOut = sample.heldOut();
      int first = heldOut.size() - settings.events();
      List<Message> events = heldOut.subList(first, heldOut.size());
      List<Message> warmUp = heldOut.subList(first - WARM_UP_EVENTS, first);
      List<PassResult> others = new ArrayList<>();
      int layers = warmUp(runner, warmUp, others);
      List<Message> calmEvents = events.subList(0, Math.min(CALM_EVENTS, events.size()));
      PassResult calm =
          runner.run(new Pass("calm", calmEvents, null, CALM_PER_SECOND), this::print);
      say("the same and " + (events.size() - calmEvents.size()) + " more, all at once");
      PassResult adaptive = runner.run(new Pass("adaptive", events, null, 0), this::print);
      say("the same " + events.size() + " at full depth, to compare");
      PassResult full = runner.run(new Pass("full-depth", events, layers, 0), answer -> {});
      Retrained retrained =
          settings.retrain()
              ? retraining(scene).run(runner, bundle.toAbsolutePath(), base, newKind(), events)
              : null;
      return new Summary(calm, adaptive, full, others, retrained, trainingSeconds, seconds());
    }
  }

  private Retraining retraining(Scene scene) {
    Programs programs = new Programs(settings.launcherClass(), scene.work());
    return new Retraining(scene, programs, TRAINER, progress, this::say);
  }

  private SampleSet newKind() {
    return new SampleGenerator(settings.seed()).generateNew(Retraining.LABELLED, Retraining.JUDGED);
  }

  /** The first events pay for loading and compiling code; they tell the number of layers, too. */
  private static int warmUp(PassRunner runner, List<Message> messages, List<PassResult> others) {
    PassResult first = runner.run(new Pass("warm-up", messages, null, 0), answer -> {});
    others.add(first);
    return first.layers();
  }

  private void print(Answer answer) {
    out.println(answer.line());
  }

  private String applicationProperties(ClientSettings clients, Path bundle) {
    return String.join(
        "\n",
        settings.retrain() ? "leebert.models.topic=" + Topics.MODELS : "",
        "bootstrap.servers=" + clients.bootstrapServers(),
        "schema.registry.url=" + clients.schemaRegistryUrl(),
        "application.id=leebert-quickstart",
        "auto.offset.reset=earliest",
        Scene.START_TIMEOUT,
        "leebert.bundle=" + bundle,
        "leebert.input.topic=" + Topics.EVENTS,
        "leebert.input.format=avro",
        "leebert.labelled.topic=" + LABELS,
        // Nobody wrote these messages.
        "leebert.http.texts=true",
        // Fixed, so that its depth and full depth can be compared on the same events.
        "leebert.patience=bundle",
        "");
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void say(String what) {
    progress.printf(Locale.ROOT, "leebert: [%3.0f s] %s%n", seconds(), what);
  }
}
