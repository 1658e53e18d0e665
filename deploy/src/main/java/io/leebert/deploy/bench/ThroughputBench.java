package io.leebert.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.quickstart.Programs;
import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.quickstart.Scene;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventFileException;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.export.ExportException;
import io.leebert.trainer.export.PlainGraph;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same events through several applications on the same machine, broker and model: what a user
 * would write by hand, and ours at several depths. Every application runs in a process of its own;
 * they take turns, round after round.
 */
public final class ThroughputBench {
  private static final JsonMapper JSON = new JsonMapper();

  private final ThroughputSettings settings;
  private final PrintStream out;
  private final PrintStream progress;

  /**
   * A benchmark to be.
   *
   * @param out gets the report
   * @param progress gets what is going on
   */
  public ThroughputBench(ThroughputSettings settings, PrintStream out, PrintStream progress) {
    this.settings = settings;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs all of it.
   *
   * @return whether every event of every run came out exactly once and in order
   * @throws QuickstartException when something could not be started or failed
   */
  public boolean run() {
    try {
      SampleModel sample = new SampleModel(settings.events());
      LabelledFile data = settings.data();
      List<Message> messages = data == null ? sample.events() : data.read();
      return Scene.play(
          settings.temporary(),
          "leebert-bench-" + ProcessHandle.current().pid(),
          this::say,
          scene -> run(scene, sample, messages));
    } catch (BundleException | ExportException | EventFileException e) {
      throw new QuickstartException(String.valueOf(e.getMessage()), e);
    }
  }

  private boolean run(Scene scene, SampleModel sample, List<Message> messages)
      throws InterruptedException, IOException {
    Teardown teardown = scene.teardown();
    ClientSettings clients = scene.clients();
    Path work = scene.work();
    Path bundle = sample.bundle(settings.bundle(), settings.launcherClass(), teardown, progress);
    ModelManifest manifest = prepare(bundle, work);
    List<Variant> variants =
        Variant.chosen(
            Variant.all(bundle, manifest.getLayers(), settings.patience(), settings.int8Bundle()),
            settings.only());
    Topics.create(
        clients,
        variants.stream()
            .flatMap(v -> List.of(v.eventsTopic(), v.predictionsTopic()).stream())
            .toList(),
        Scene.PARTITIONS);
    JSON.writeValue(work.resolve("texts.json").toFile(), texts(messages));
    VariantRun runner =
        new VariantRun(settings, clients, messages, teardown, scene.services().broker().pid());
    Map<Variant, List<Measures>> rounds = new LinkedHashMap<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Variant variant : variants) {
        say(
            "round "
                + round
                + " of "
                + settings.rounds()
                + ": ("
                + variant.letter()
                + ") "
                + variant.name());
        rounds
            .computeIfAbsent(variant, v -> new ArrayList<>())
            .add(round(teardown, clients, runner, variant, round));
      }
    }
    ThroughputReport report =
        new ThroughputReport(
            settings, manifest, Runtime.getRuntime().availableProcessors(), rounds);
    out.println(report.text());
    out.flush();
    Path file = settings.report();
    if (file != null) {
      report.write(file);
      say("wrote " + file);
    }
    return report.clean();
  }

  private ModelManifest prepare(Path bundle, Path work) throws IOException {
    try (ModelBundle read = ModelBundle.read(bundle)) {
      ModelManifest manifest = read.manifest();
      if (manifest.getTextPair()) {
        throw new QuickstartException(
            manifest.getModel() + " reads pairs of texts; this benchmark sends single ones", null);
      }
      if (settings.patience() > manifest.getLayers()) {
        throw new QuickstartException(
            "patience is "
                + settings.patience()
                + ", but "
                + manifest.getModel()
                + " has "
                + manifest.getLayers()
                + " layers",
            null);
      }
      Files.write(work.resolve("plain.onnx"), PlainGraph.of(read));
      return manifest;
    }
  }

  private List<String> texts(List<Message> messages) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < settings.events(); i++) {
      texts.add(messages.get(i % messages.size()).text());
    }
    return texts;
  }

  private Measures round(
      Teardown teardown, ClientSettings clients, VariantRun runner, Variant variant, int round)
      throws InterruptedException, IOException {
    Path work = Files.createDirectory(teardown.folder().resolve("run-" + variant.letter() + round));
    Programs programs = new Programs(settings.launcherClass(), work);
    Path config = work.resolve("app.properties");
    Files.writeString(config, properties(clients, variant));
    Measures measures;
    ChildJvm app = serve(programs, teardown, variant, config);
    try {
      // Once is enough; patience makes no difference to it.
      boolean idle = round == 1 && variant.letter().equals("c");
      measures = runner.run(variant, round, app, idle);
    } finally {
      app.close();
    }
    return variant.bare() ? withBare(measures, programs, teardown, work) : measures;
  }

  private ChildJvm serve(Programs programs, Teardown teardown, Variant variant, Path config) {
    if (variant.patience() != null) {
      return programs.serve(teardown, config);
    }
    int threads = settings.byHandThreads();
    int withinOperators = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    return programs.serve(
        teardown,
        HandWrittenApp.class.getName(),
        List.of(
            config.toString(),
            teardown.folder().resolve("plain.onnx").toString(),
            variant.bundle().toString(),
            variant.eventsTopic(),
            variant.predictionsTopic(),
            Integer.toString(withinOperators)));
  }

  private Measures withBare(Measures measures, Programs programs, Teardown teardown, Path work)
      throws InterruptedException, IOException {
    Path result = work.resolve("bare.json");
    programs.run(
        teardown,
        progress,
        "bare",
        BareSession.class.getName(),
        List.of(
            work.resolve("app.properties").toString(),
            teardown.folder().resolve("texts.json").toString(),
            result.toString(),
            Double.toString(measures.get(Measure.BATCH_ROWS))));
    JsonNode bare = JSON.readTree(result.toFile());
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    values.putAll(measures.values());
    double rowsPerSecond = bare.get("rowsPerSecond").asDouble();
    values.put(Measure.BARE_ROWS_PER_SECOND, rowsPerSecond);
    values.put(Measure.APP_TO_BARE, measures.get(Measure.EVENTS_PER_SECOND) / rowsPerSecond);
    values.put(Measure.TOKENIZED_PER_SECOND, bare.get("tokenizedPerSecond").asDouble());
    values.put(Measure.BARE_CPU_SECONDS_PER_1000, bare.get("cpuSecondsPer1000").asDouble());
    values.put(Measure.BARE_BATCH_ROWS, bare.get("batchRows").asDouble());
    return new Measures(values, measures.counts());
  }

  private String properties(ClientSettings clients, Variant variant) {
    List<String> lines = new ArrayList<>();
    lines.add("bootstrap.servers=" + clients.bootstrapServers());
    lines.add("schema.registry.url=" + clients.schemaRegistryUrl());
    lines.add("application.id=leebert-bench-" + variant.letter());
    lines.add("auto.offset.reset=earliest");
    if (variant.patience() == null) {
      lines.add("processing.guarantee=exactly_once_v2");
      lines.add("num.stream.threads=" + settings.byHandThreads());
    } else {
      lines.add(Scene.START_TIMEOUT);
      lines.add("leebert.bundle=" + variant.bundle());
      lines.add("leebert.input.topic=" + variant.eventsTopic());
      lines.add("leebert.output.topic=" + variant.predictionsTopic());
      lines.add("leebert.patience=" + variant.patience());
    }
    return String.join("\n", lines) + "\n";
  }

  private void say(String what) {
    progress.println("leebert: " + what);
  }
}
