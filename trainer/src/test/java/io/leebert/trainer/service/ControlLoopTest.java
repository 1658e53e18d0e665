package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.trainer.service.ModelsLog.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loop does when a broker's answer is not what one hopes for. */
class ControlLoopTest {
  private static final TopicPartition CONTROL = new TopicPartition("control", 0);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path work;
  private final ModelsLog models = new ModelsLog();
  private final MockConsumer<byte[], byte[]> control = new MockConsumer<>("earliest");
  private final AvroSerializer<ControlCommand> commands = new AvroSerializer<>();
  private final AtomicLong now = new AtomicLong();
  private final Inbox inbox = new Inbox();
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private final Workshop workshop = new Workshop(type -> this::untilStopped, inbox);
  private final StringWriter out = new StringWriter();
  private final List<String> said = new ArrayList<>();
  private String stands = "";
  private boolean leaderless;
  private long next;
  private ControlLoop loop;

  /** What whoever watches the service hears. */
  private final class Told implements ServiceListener {
    @Override
    public void turned(ServiceState state, long behind) {
      stands = state + " " + behind;
    }

    @Override
    public void said(CommandType type, ModelEvent event) {
      said.add(event.getCommandId() + " " + type + " " + event.getType());
    }

    @Override
    public void stored(StoreCall call, boolean reached, long nanos) {}

    @Override
    public void ended() {}
  }

  @BeforeEach
  void start() {
    commands.configure(models.registry(), false);
    AvroDeserializer<ControlCommand> values = new AvroDeserializer<>(ControlCommand.class);
    values.configure(models.registry(), false);
    TrainerSettings settings =
        TrainerSettings.of(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "mock://loop",
                "leebert.trainer.model", History.MODEL,
                "leebert.store.uri", "models",
                "leebert.trainer.work", work.toString()),
            1);
    loop =
        new ControlLoop(
            settings,
            new ControlLoop.Parts(
                control,
                new Journal(models::producer, models.serializer, ModelsLog.TOPIC, step -> {}),
                models::reader,
                new CommandReader(values),
                new Decider(History.MODEL, data -> plan(), own -> {}),
                inbox,
                workshop,
                new Told()),
            now::get,
            new PrintWriter(out, true));
    control.assign(List.of(CONTROL));
    control.updateBeginningOffsets(Map.of(CONTROL, 0L));
    models.say(History.version(ModelEventType.PROMOTED, "1", Map.of("layers", "4")));
  }

  @AfterEach
  void stop() {
    workshop.close();
  }

  private DataPlan plan() {
    if (leaderless) {
      throw new TimeoutException("labelled-events-0 has no leader");
    }
    return History.plan();
  }

  private void untilStopped(OpenCommand open, StopFlag stop) {
    begun.add(open.id());
    while (!stop.isSet()) {
      Thread.onSpinWait();
    }
    stopped.add(open.id());
    throw new StoppedException();
  }

  private void send(String id, CommandType type, UnaryOperator<ControlCommand.Builder> more) {
    byte[] value = commands.serialize(CONTROL.topic(), History.command(id, type, more));
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    control.addRecord(new ConsumerRecord<>(CONTROL.topic(), 0, next++, key, value));
  }

  private void pin(String id) {
    send(id, CommandType.SET_PATIENCE, command -> command.setPatience(2));
  }

  /** A turn, later than any pause. */
  private void turn() {
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    loop.turn();
  }

  private List<ModelEventType> course(String id) {
    return models.said(CatalogueKeys.command(id)).stream().map(ModelEvent::getType).toList();
  }

  @Test
  void aCommandIsCarriedOutAndTheServiceSaysThatItIsAtWork() {
    pin("a");
    turn();

    assertThat(course("a")).containsExactly(ModelEventType.DONE);
    assertThat(out.toString())
        .contains("leebert: trainer-service ready, reads control")
        .contains("leebert: trainer-service at work on the commands of control");
  }

  @Test
  void whatIsTooLargeForTheTopicEndsItsCommandAndHoldsUpNoOther() {
    models.failNext(Fault.TOO_LARGE);
    pin("large");
    pin("small");
    turn();

    assertThat(course("large")).containsExactly(ModelEventType.COMMAND_FAILED);
    assertThat(models.last("large").getMessage()).contains("max.message.bytes");
    assertThat(course("small")).containsExactly(ModelEventType.DONE);
  }

  @Test
  void aCancelWhoseCommitNobodyAnsweredStopsTheWorkAllTheSameAndIsSaidOnce() {
    send("train", CommandType.RETRAIN, command -> command);
    turn();
    await().atMost(LONG).until(() -> begun.contains("train"));
    models.failNext(Fault.UNCERTAIN);
    send("cancel", CommandType.CANCEL, command -> command);
    turn();
    assertThat(stopped).as("not known yet").isEmpty();

    turn();

    await().atMost(LONG).until(() -> stopped.contains("train"));
    assertThat(course("cancel")).containsExactly(ModelEventType.DONE);
    assertThat(models.last("train").getType()).isEqualTo(ModelEventType.CANCELLED);
  }

  @Test
  void aTopicWithoutALeaderHoldsUpOtherCommandsForAWhileOnly() {
    leaderless = true;
    send("train", CommandType.RETRAIN, command -> command);
    pin("pin");
    turn();
    assertThat(course("train")).as("it may have one in a moment").isEmpty();

    for (int i = 0; i < 10; i++) {
      turn();
    }

    assertThat(course("train")).containsExactly(ModelEventType.COMMAND_FAILED);
    assertThat(models.last("train").getMessage()).contains("labelled-events-0 has no leader");
    assertThat(course("pin")).containsExactly(ModelEventType.DONE);
    assertThat(begun).isEmpty();
  }

  @Test
  void aModelsTopicThatIsNotThereIsWaitedFor() {
    models.exists(false);
    pin("a");
    turn();
    turn();
    assertThat(course("a")).isEmpty();

    models.exists(true);
    turn();

    assertThat(course("a")).containsExactly(ModelEventType.DONE);
  }

  @Test
  void nothingIsTriedAgainBeforeThePauseIsOver() {
    models.exists(false);
    pin("a");
    turn();
    models.exists(true);

    loop.turn();
    assertThat(course("a")).isEmpty();

    turn();
    assertThat(course("a")).containsExactly(ModelEventType.DONE);
  }

  @Test
  void whoIsShutOutStopsItsWorkAndWaitsForItsTurn() {
    send("train", CommandType.RETRAIN, command -> command);
    turn();
    await().atMost(LONG).until(() -> begun.contains("train"));
    models.failNext(Fault.FENCED);
    pin("a");
    turn();

    await().atMost(LONG).until(() -> stopped.contains("train"));
    assertThat(course("a")).isEmpty();
    assertThat(control.assignment()).isEmpty();
    assertThat(control.subscription()).containsExactly(CONTROL.topic());
    turn();
    assertThat(course("a")).as("it is another one's turn").isEmpty();

    control.rebalance(List.of(CONTROL));
    next = 0;
    send("train", CommandType.RETRAIN, command -> command);
    pin("a");
    turn();

    assertThat(course("a")).containsExactly(ModelEventType.DONE);
    assertThat(course("train")).as("known").containsExactly(ModelEventType.ACCEPTED);
    await().atMost(LONG).until(() -> begun.equals(List.of("train", "train")));
  }

  @Test
  void anEventThatSomebodyElseWroteUnderACommandsKeyStopsNothing() {
    models.say(
        new Announcement(
            CatalogueKeys.command("foreign"),
            ModelEvent.newBuilder()
                .setModel(History.MODEL)
                .setModelVersion("1")
                .setType(ModelEventType.PROGRESS)
                .setCommandId("foreign")
                .setProvenance(new TreeMap<>(Map.of("command", "no JSON", "control", "nowhere")))
                .build()));
    pin("a");
    turn();

    assertThat(course("a")).containsExactly(ModelEventType.DONE);
  }

  @Test
  void whoWatchesHearsHowItStandsAndHowManyCommandsAreUndecided() {
    models.exists(false);
    pin("a");
    pin("b");
    turn();
    assertThat(stands).as("it is its turn, but it cannot begin").isEqualTo("TROUBLED 2");

    models.exists(true);
    turn();
    assertThat(stands).isEqualTo("IN_CHARGE 0");

    leaderless = true;
    send("train", CommandType.RETRAIN, command -> command);
    turn();
    assertThat(stands).isEqualTo("TROUBLED 1");

    leaderless = false;
    turn();
    assertThat(stands).isEqualTo("IN_CHARGE 0");
    models.failNext(Fault.FENCED);
    pin("c");
    turn();
    assertThat(stands).as("another one's turn, and its commands").isEqualTo("WAITING 0");
  }

  @Test
  void whoWatchesHearsWhatIsSaidOfCommandsOnceItIsCommitted() {
    pin("a");
    turn();
    assertThat(said).as("nothing of the patience itself").containsExactly("a SET_PATIENCE DONE");

    models.failNext(Fault.FENCED);
    pin("b");
    turn();
    assertThat(said).as("it was not committed").hasSize(1);

    control.rebalance(List.of(CONTROL));
    next = 0;
    pin("a");
    pin("b");
    turn();
    assertThat(said).containsExactly("a SET_PATIENCE DONE", "b SET_PATIENCE DONE");
  }
}
