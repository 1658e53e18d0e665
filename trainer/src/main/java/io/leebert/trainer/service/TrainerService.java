package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import io.leebert.trainer.retrain.RetrainSettings;
import io.leebert.trainer.retrain.Retrainer;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands of the control topic: retrains, promotes, rolls back, sets patience.
 *
 * <p>Every decision is one transaction (KIP-98, KIP-447): what is announced on the models topic and
 * the offset of the command it is about. The models topic is compacted by what an event is about
 * and is the only memory there is; a command that is known there is not carried out again, however
 * often it is delivered and wherever a service died. Several services of one group may run: one
 * works, the others wait.
 *
 * <p>With an authorizer the service's user needs READ on the control topic, on the models topic and
 * on topics of labelled texts, WRITE on the models topic, READ on its group, WRITE on the
 * transactional id {@code leebert-trainer-<models topic>}; in the bundle store it reads and writes.
 */
public final class TrainerService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
  private static final int STOP_WITHIN_SECONDS = 25;

  private final Admin admin;
  private final BundleStore store;
  private final AvroSerializer<ModelEvent> events = new AvroSerializer<>();
  private final AvroDeserializer<ControlCommand> commands =
      new AvroDeserializer<>(ControlCommand.class);
  private final AvroDeserializer<LabelledText> texts = new AvroDeserializer<>(LabelledText.class);
  private final ControlLoop loop;
  private final ServiceListener listener;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * A service that is ready to run.
   *
   * @param out gets a line when it is its turn to carry out commands
   * @param listener hears what it does
   * @throws StartException saying what keeps it from starting
   */
  public TrainerService(
      TrainerSettings settings,
      Boundary boundary,
      Clock clock,
      LongSupplier nanoTime,
      PrintWriter out,
      ServiceListener listener) {
    this.listener = listener;
    Map<String, Object> serdes = settings.clients().all();
    events.configure(serdes, false);
    commands.configure(serdes, false);
    texts.configure(serdes, false);
    StartCheck.run(settings, events);
    admin = Admin.create(settings.clients().admin());
    store =
        new TimedStore(
            BundleStores.of(settings.store(), settings.storeSettings()), listener, nanoTime);
    Inbox inbox = new Inbox();
    Workshop workshop =
        new Workshop(type -> job(type, settings, boundary, inbox, clock, nanoTime), inbox);
    loop =
        new ControlLoop(
            settings,
            new ControlLoop.Parts(
                new KafkaConsumer<>(
                    settings.clients().control(),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()),
                new Journal(
                    () ->
                        new KafkaProducer<>(
                            settings.clients().producer(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer()),
                    events,
                    settings.modelsTopic(),
                    boundary),
                () -> CatalogueReader.open(settings.clients().catalogue(), settings.modelsTopic()),
                new CommandReader(commands),
                new Decider(
                    settings.model(),
                    new LabelledTopic(
                        new AdminOffsets(admin, settings.startTimeout()), settings.labelledTopic()),
                    own -> RetrainSettings.check(settings.retrainWith(own))),
                inbox,
                workshop,
                listener),
            nanoTime,
            out);
  }

  private Job job(
      CommandType type,
      TrainerSettings settings,
      Boundary boundary,
      Reports reports,
      Clock clock,
      LongSupplier nanoTime) {
    return switch (type) {
      case RETRAIN ->
          new RetrainJob(
              settings,
              new Retrainer(clock, nanoTime, settings.threads())::run,
              (plan, passedOver, waiting, stop) -> rows(settings, plan, passedOver, waiting, stop),
              store,
              reports,
              boundary,
              nanoTime);
      case PROMOTE, ROLLBACK -> new BundleJob(settings, store, reports, nanoTime);
      case UNKNOWN, SET_PATIENCE, CANCEL ->
          (open, stop) -> {
            throw new RefusedException(
                "its last event was not written by a service like this: what it asks for is not"
                    + " known");
          };
    };
  }

  private LabelledRows rows(
      TrainerSettings settings,
      DataPlan plan,
      PassedOver passedOver,
      WaitListener waiting,
      StopFlag stop) {
    return new LabelledRows(
        plan,
        () ->
            new KafkaConsumer<>(
                settings.clients().unbound(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        texts,
        passedOver,
        waiting,
        stop::isSet);
  }

  /**
   * Runs until {@link #close}.
   *
   * @throws org.apache.kafka.common.KafkaException when it may not go on: rights or credentials
   */
  public void run() {
    try {
      loop.run();
    } finally {
      listener.ended();
      store.close();
      admin.close();
      events.close();
      commands.close();
      texts.close();
      ended.countDown();
    }
  }

  /** Stops work (checkpoints stay), leaves the group so that another takes over, and waits. */
  @Override
  public void close() {
    loop.close();
    try {
      if (ended.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("stopped");
      } else {
        LOG.warn("not stopped within {} s; work goes on from its checkpoint", STOP_WITHIN_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
