package io.leebert.deploy.quickstart;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleSet;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.catalogue.CatalogueReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The third thing users do: a new kind of message turns up, some of them are labelled, a command
 * retrains, and the new model takes over while events go on being classified.
 */
final class Retraining {
  static final String MODEL = "pharmacy";

  /** Of the new kind, to learn from. */
  static final int LABELLED = 240;

  /** Of the new kind, to be judged by. */
  static final int JUDGED = 120;

  private static final Duration CATALOGUE_WITHIN = Duration.ofMinutes(1);
  private static final String RETRAIN_SECONDS = "1200";
  private static final int EVENTS_A_PASS = 40;
  private static final double PER_SECOND = 8;

  /** Once it is announced: a pass takes five seconds. */
  private static final int PASSES_AFTER_THE_END = 12;

  private final Scene scene;
  private final Programs programs;
  private final List<String> trainerSettings;
  private final PrintStream progress;
  private final Consumer<String> say;

  /**
   * A retraining to come.
   *
   * @param trainerSettings further lines of the trainer service's configuration
   * @param progress gets what the commands say
   * @param say gets what is going on
   */
  Retraining(
      Scene scene,
      Programs programs,
      List<String> trainerSettings,
      PrintStream progress,
      Consumer<String> say) {
    this.scene = scene;
    this.programs = programs;
    this.trainerSettings = trainerSettings;
    this.progress = progress;
    this.say = say;
  }

  /**
   * Retrains while events flow.
   *
   * @param runner sends them
   * @param first the bundle in service
   * @param base the file that it was trained on
   * @param fresh messages of the new kind
   * @param usual messages of the kinds that the first model knows, to go on with meanwhile
   * @throws QuickstartException when the new model does not come
   */
  Retrained run(PassRunner runner, Path first, Path base, SampleSet fresh, List<Message> usual)
      throws InterruptedException, IOException {
    say.accept("starting the trainer service and telling it of the model in service");
    Path config = scene.work().resolve("trainer.properties");
    Files.writeString(config, properties());
    ChildJvm service = programs.trainerService(scene.teardown(), config);
    control("promote", "--bundle", first.toString());
    say.accept("a new kind of message turns up that the model has never seen");
    PassResult before = runner.run(new Pass("new-before", fresh.heldOut(), null, 0), answer -> {});
    Path labelled = scene.work().resolve("labelled.csv");
    SampleSet.writeCsv(labelled, fresh.train());
    leebert("produce", labelled.toString(), "--label-column", "label");
    say.accept(fresh.train().size() + " of them are labelled now; retraining while events go on");
    Successor successor = new Successor();
    long begin = System.nanoTime();
    Background command =
        Background.start(
            "retrain",
            () -> control("retrain", "--file", base.toString(), "--timeout", RETRAIN_SECONDS));
    List<PassResult> during = new ArrayList<>();
    int afterTheEnd = 0;
    while (successor.version() == null
        && afterTheEnd < PASSES_AFTER_THE_END
        && !command.hasFailed()) {
      Programs.requireAlive(scene.teardown(), service);
      afterTheEnd += command.isDone() ? 1 : 0;
      during.add(runner.run(pass(during.size(), usual), successor));
    }
    command.join();
    String version = successor.version();
    if (version == null) {
      throw new QuickstartException("the new model was promoted, but nobody took it over", null);
    }
    say.accept("version " + version + " has taken over; the new kind of message once more");
    PassResult after = runner.run(new Pass("new-after", fresh.heldOut(), null, 0), answer -> {});
    try (CatalogueReader reader = catalogue()) {
      return new Retrained(
          before,
          after,
          during,
          // All but the first, which came from outside.
          reader.catalogue().promoted(MODEL).size() - 1,
          (successor.nanos() - begin) / 1e9,
          swapGapMillis(reader));
    }
  }

  private String properties() {
    List<String> lines = new ArrayList<>();
    lines.add("bootstrap.servers=" + scene.clients().bootstrapServers());
    lines.add("schema.registry.url=" + scene.clients().schemaRegistryUrl());
    lines.add(Scene.START_TIMEOUT);
    lines.add("leebert.trainer.model=" + MODEL);
    lines.add("leebert.trainer.work=" + scene.work().resolve("trainer-work"));
    lines.add("leebert.store.uri=" + scene.work().resolve("models").toUri());
    lines.addAll(trainerSettings);
    return String.join("\n", lines) + "\n";
  }

  private static Pass pass(int number, List<Message> usual) {
    List<Message> events = new ArrayList<>();
    for (int i = 0; i < EVENTS_A_PASS; i++) {
      events.add(usual.get((number * EVENTS_A_PASS + i) % usual.size()));
    }
    return new Pass("during-" + (number + 1), events, null, PER_SECOND);
  }

  private void control(String... arguments) {
    List<String> all = new ArrayList<>(List.of("control"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--model", MODEL));
    leebert(all.toArray(String[]::new));
  }

  /** One of our commands, as a user would type it. */
  private void leebert(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", scene.clients().bootstrapServers()));
    all.addAll(List.of("--schema-registry-url", scene.clients().schemaRegistryUrl()));
    String name = arguments[0].equals("control") ? "control-" + arguments[1] : arguments[0];
    try {
      programs.run(scene.teardown(), progress, name, all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QuickstartException("interrupted", e);
    }
  }

  private CatalogueReader catalogue() {
    return CatalogueReader.openToEnd(
        scene.clients().client(Map.of()), Topics.MODELS, CATALOGUE_WITHIN);
  }

  /** The application says it after the first batch of the new model, a moment after its answers. */
  private static double swapGapMillis(CatalogueReader reader) {
    long deadline = System.nanoTime() + CATALOGUE_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalDouble gap =
          reader.catalogue().instances(MODEL).stream()
              .map(entry -> entry.event().getScores().get("swapGapMs"))
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .max();
      if (gap.isPresent()) {
        return gap.getAsDouble();
      }
      reader.poll(Duration.ofMillis(200));
    }
    throw new QuickstartException(
        "the new model took over, but the application does not say on the topic "
            + Topics.MODELS
            + " how long the swap took",
        null);
  }

  /** Watches for the first prediction by another version than that of the first one seen. */
  private static final class Successor implements Consumer<Answer> {
    private @Nullable String old;
    private @Nullable String version;
    private long nanos;

    @Override
    public void accept(Answer answer) {
      String seen = answer.prediction().getModelVersion();
      if (old == null) {
        old = seen;
      } else if (version == null && !seen.equals(old)) {
        version = seen;
        nanos = System.nanoTime();
      }
    }

    @Nullable String version() {
      return version;
    }

    long nanos() {
      return nanos;
    }
  }
}
