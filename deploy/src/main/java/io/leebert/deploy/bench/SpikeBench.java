package io.leebert.deploy.bench;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.quickstart.Programs;
import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.quickstart.Scene;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The same spikes of load twice, on a real broker with a real model: once with a fixed patience,
 * once with a patience that follows the load.
 */
public final class SpikeBench {
  private static final int EVENTS = 1000;

  private final SpikeSettings settings;
  private final PrintStream out;
  private final PrintStream progress;

  /**
   * A benchmark to be.
   *
   * @param out gets the report
   * @param progress gets what is going on
   */
  public SpikeBench(SpikeSettings settings, PrintStream out, PrintStream progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs both.
   *
   * @return whether every event came out exactly once and in order
   * @throws QuickstartException when something could not be started or failed
   */
  public boolean run() {
    return Scene.play(
        settings.temporary(),
        "leebert-bench-" + ProcessHandle.current().pid(),
        this::say,
        this::run);
  }

  private boolean run(Scene scene) throws InterruptedException, IOException {
    Teardown teardown = scene.teardown();
    SampleModel sample = new SampleModel(EVENTS);
    Path bundle = sample.bundle(settings.bundle(), settings.launcherClass(), teardown, progress);
    List<Message> events = sample.events();
    LoadPlan plan = LoadPlan.spikes(settings.base(), settings.times(), settings.seconds());
    List<SpikeResult> results = new ArrayList<>();
    for (String patience : List.of(settings.fixed(), "auto")) {
      results.add(run(teardown, scene.clients(), bundle, patience, plan, events));
    }
    SpikeReport report = new SpikeReport(settings.lagTargetMillis() / 1e3, results);
    out.println(report.text());
    out.flush();
    Path file = settings.report();
    if (file != null) {
      report.write(file);
      say("wrote " + file);
    }
    Path plot = settings.plot();
    if (plot != null) {
      report.draw(plot);
      say("drew " + plot);
    }
    return report.clean();
  }

  private SpikeResult run(
      Teardown teardown,
      ClientSettings clients,
      Path bundle,
      String patience,
      LoadPlan plan,
      List<Message> events)
      throws IOException {
    String name = "patience " + patience;
    Path work = Files.createDirectory(teardown.folder().resolve("run-" + patience));
    Path config = work.resolve("app.properties");
    Files.writeString(
        config,
        String.join(
            "\n",
            "bootstrap.servers=" + clients.bootstrapServers(),
            "schema.registry.url=" + clients.schemaRegistryUrl(),
            "application.id=leebert-bench-" + patience,
            // The run before this one is over: its events are not this one's.
            "auto.offset.reset=latest",
            Scene.START_TIMEOUT,
            "leebert.bundle=" + bundle,
            "leebert.patience=" + patience,
            "leebert.lag.target.ms=" + settings.lagTargetMillis(),
            ""));
    ChildJvm app = new Programs(settings.launcherClass(), work).serve(teardown, config);
    try (EventProducer producer = new EventProducer(clients, Topics.EVENTS, EventEncoding.AVRO);
        PredictionReader reader = new PredictionReader(clients, Topics.PREDICTIONS, false)) {
      warmUp(producer, reader, events, patience);
      say(name + ": sending " + plan.due().length + " events");
      LocalTime begin = LocalTime.now(ZoneId.systemDefault());
      SpikeResult result =
          new SpikeRun(name, plan, events)
              .run(producer, reader, () -> Programs.requireAlive(teardown, app));
      List<String> log = Files.readAllLines(app.log());
      log.stream()
          .filter(line -> line.contains("patience follows the load"))
          .forEach(progress::println);
      return result.with(PatienceChange.in(log, begin));
    } finally {
      app.close();
    }
  }

  /** Until the first events come out, offsets of a new group may still be missing. */
  private static void warmUp(
      EventProducer producer, PredictionReader reader, List<Message> events, String patience) {
    LoadPlan slow = new LoadPlan(List.of(new LoadPlan.Phase("warm-up", 10, 5)));
    new SpikeRun("warm-up-" + patience, slow, events).run(producer, reader, () -> {});
  }

  private void say(String what) {
    progress.println("leebert: " + what);
  }
}
