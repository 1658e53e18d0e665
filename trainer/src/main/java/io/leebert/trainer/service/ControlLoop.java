package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueException;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands, decides on them and says what was decided, each in one transaction with the
 * command's offset. Of several services the one that has the control topic's partition does this;
 * the others are members of the group that wait. For one thread, except {@link #close}.
 */
final class ControlLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Of deciding on one command, while the models topic can be written to. */
  private static final int TRIES = 6;

  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private final Journal journal;
  private final Supplier<CatalogueReader> catalogues;
  private final CommandReader commands;
  private final Decider decider;
  private final Inbox inbox;
  private final Workshop workshop;
  private final ProgressPace pace;
  private final Path work;
  private final Duration answerWithin;
  private final LongSupplier nanoTime;
  private final PrintWriter out;
  private final ServiceListener listener;

  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private @Nullable CatalogueReader reader;
  private boolean inCharge;
  private boolean ready;
  private long retryAt;
  private Duration pause = FIRST_PAUSE;
  private int undecided;
  private volatile boolean closing;

  /** The parts that a loop is made of. */
  record Parts(
      Consumer<byte[], byte[]> consumer,
      Journal journal,
      Supplier<CatalogueReader> catalogues,
      CommandReader commands,
      Decider decider,
      Inbox inbox,
      Workshop workshop,
      ServiceListener listener) {}

  ControlLoop(TrainerSettings settings, Parts parts, LongSupplier nanoTime, PrintWriter out) {
    this.partition = new TopicPartition(settings.controlTopic(), 0);
    this.consumer = parts.consumer();
    this.journal = parts.journal();
    this.catalogues = parts.catalogues();
    this.commands = parts.commands();
    this.decider = parts.decider();
    this.inbox = parts.inbox();
    this.workshop = parts.workshop();
    this.listener = parts.listener();
    this.pace = new ProgressPace(settings.progressEvery(), nanoTime);
    this.work = settings.work();
    this.answerWithin = settings.startTimeout();
    this.nanoTime = nanoTime;
    this.out = out;
    this.retryAt = nanoTime.getAsLong();
  }

  /** Runs until it is closed, or until something that no waiting mends. */
  @Override
  public void run() {
    try {
      subscribe();
      while (!closing) {
        turn();
      }
    } finally {
      standDown();
      workshop.close();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    }
  }

  /** Asks it to end soon; from any thread. */
  void close() {
    closing = true;
  }

  private void subscribe() {
    consumer.subscribe(
        List.of(partition.topic()),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Looked at after the poll.
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition)) {
              standDown();
            }
          }
        });
  }

  private ServiceState state() {
    if (!ready) {
      return ServiceState.JOINING;
    }
    if (inCharge) {
      return nanoTime.getAsLong() - retryAt >= 0 ? ServiceState.IN_CHARGE : ServiceState.TROUBLED;
    }
    return consumer.assignment().contains(partition) ? ServiceState.TROUBLED : ServiceState.WAITING;
  }

  private long behind() {
    return consumer.assignment().contains(partition)
        ? waiting.size() + consumer.currentLag(partition).orElse(0)
        : 0;
  }

  /** One round, and how the service stands after it. */
  void turn() {
    round();
    listener.turned(state(), behind());
  }

  /** What came in, what is to be said. */
  private void round() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        waiting.add(record);
      }
      sayReady();
      if (!consumer.assignment().contains(partition)) {
        standDown();
      } else if (nanoTime.getAsLong() - retryAt >= 0) {
        lead();
        pause = FIRST_PAUSE;
      }
    } catch (AuthenticationException | AuthorizationException | FencedInstanceIdException e) {
      throw e;
    } catch (KafkaException e) {
      if (isOutdone(e)) {
        rejoin(e);
      } else {
        retryLater(e);
      }
    } catch (CatalogueException e) {
      retryLater(e); // A topic that is made again, or whose leader comes back.
    }
  }

  /** As soon as it is a member of the group, whether it is the one that works or waits. */
  private void sayReady() {
    if (!ready && consumer.groupMetadata().generationId() >= 0) {
      ready = true;
      out.println(
          "leebert: trainer-service ready, "
              + (consumer.assignment().contains(partition)
                  ? "reads "
                  : "waits for another service that reads ")
              + partition.topic());
      out.flush();
    }
  }

  /** Another service leads by now, or this one was away for too long to say what it decided. */
  private static boolean isOutdone(KafkaException failure) {
    return hasCause(
        failure,
        ProducerFencedException.class,
        InvalidProducerEpochException.class,
        CommitFailedException.class);
  }

  private void rejoin(KafkaException e) {
    LOG.warn(
        "another service may be at work, of the same group.id or of another for the same topics:"
            + " waiting for my turn ({})",
        e.getMessage());
    standDown();
    consumer.unsubscribe();
    subscribe();
  }

  /** A broker or a registry is away: whatever was under way is settled when it is back. */
  private void retryLater(RuntimeException e) {
    LOG.warn("waiting {} ms and trying again: {}", pause.toMillis(), e.getMessage());
    LOG.debug("trying again", e);
    journal.close();
    retryAt = nanoTime.getAsLong() + pause.toNanos();
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private void lead() {
    CatalogueReader open = reader;
    if (!journal.isOpen() || open == null) {
      open = standUp();
    }
    open.poll(Duration.ZERO);
    answer(open);
    takeCommands(open);
    sayProgress(open);
  }

  private CatalogueReader standUp() {
    // First: what a predecessor has begun is settled when this returns, and then read.
    journal.open();
    CatalogueReader open = reader == null ? catalogues.get() : reader;
    reader = open;
    open.readToEnd(answerWithin);
    inbox.open();
    List<OpenCommand> left = goOn(open);
    if (!inCharge) {
      inCharge = true;
      out.println("leebert: trainer-service at work on the commands of " + partition.topic());
      out.flush();
      left.forEach(command -> LOG.info("going on with command {}", command.id()));
    }
    return open;
  }

  private void standDown() {
    workshop.stopAll();
    inbox.shut();
    journal.close();
    waiting.clear();
    undecided = 0;
    if (reader != null) {
      reader.close();
      reader = null;
    }
    if (inCharge) {
      inCharge = false;
      LOG.info("no longer in charge of {}", partition.topic());
    }
  }

  private void takeCommands(CatalogueReader open) {
    for (ConsumerRecord<byte[], byte[]> record = waiting.peek();
        record != null;
        record = waiting.peek()) {
      Received received = commands.read(record);
      Decision decision = decide(open, received);
      boolean unused =
          sayOrGiveUp(
              open,
              received.id(),
              decision,
              Map.of(
                  new TopicPartition(record.topic(), record.partition()),
                  new OffsetAndMetadata(record.offset() + 1)));
      waiting.remove();
      if (decision.announcements().isEmpty()) {
        LOG.info("command {} at {} is known already", received.id(), received.place());
      }
      decision.ends().forEach(workshop::stop);
      goOn(open);
    }
  }

  /**
   * By the catalogue and not by what was decided just now: that may have been said in a transaction
   * whose end this service learned of only by reading.
   */
  private List<OpenCommand> goOn(CatalogueReader open) {
    List<OpenCommand> left = Opened.all(open.catalogue());
    workshop.keep(left.stream().map(OpenCommand::id).collect(Collectors.toSet()));
    WorkFolder.sweep(work, left);
    left.forEach(workshop::begin);
    return left;
  }

  private Decision decide(CatalogueReader open, Received received) {
    try {
      Decision decision = decider.decide(open.catalogue(), received);
      undecided = 0;
      return decision;
    } catch (KafkaException e) {
      // Before each try the models topic was written to and read: it is not the whole broker.
      if (++undecided < TRIES) {
        throw e;
      }
      undecided = 0;
      return decider.undecidable(received, e);
    }
  }

  private void answer(CatalogueReader open) {
    for (Inbox.Asked asked = inbox.next(); asked != null; asked = inbox.next()) {
      Catalogue catalogue = open.catalogue();
      Entry entry = catalogue.command(asked.id());
      if (entry == null || catalogue.ended(asked.id())) {
        asked.answer().completeExceptionally(new StoppedException());
      } else {
        try {
          Decision decision = asked.decide().apply(catalogue, Opened.of(entry, asked.id()));
          if (sayOrGiveUp(open, asked.id(), decision, Map.of())) {
            Entry after = catalogue.command(asked.id());
            asked.answer().complete(Opened.of(after == null ? entry : after, asked.id()));
          } else {
            asked.answer().completeExceptionally(new StoppedException());
          }
        } catch (KafkaException e) {
          throw e; // Not said: it stays the next.
        } catch (RuntimeException e) {
          asked.answer().completeExceptionally(e);
        }
      }
      inbox.said();
      if (catalogue.ended(asked.id())) {
        WorkFolder.sweep(work, Opened.all(catalogue));
      }
    }
  }

  private void sayProgress(CatalogueReader open) {
    for (Announcement progress : pace.due(inbox.takeProgress(), open.catalogue())) {
      boolean unused =
          sayOrGiveUp(
              open,
              String.valueOf(progress.event().getCommandId()),
              Decision.of(progress),
              Map.of());
    }
  }

  /**
   * Says it; or, where it does not fit the topic, ends its command: it would not fit later either,
   * and all that come after it would wait.
   *
   * @return whether it was said
   */
  private boolean sayOrGiveUp(
      CatalogueReader open,
      String id,
      Decision decision,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      say(open, decision, offsets);
      return true;
    } catch (KafkaException e) {
      if (!hasCause(e, RecordTooLargeException.class)) {
        throw e;
      }
      LOG.warn("what is to be said of command {} is too large", id, e);
      journal.open();
      say(
          open,
          Decision.of(
              Events.end(
                  id,
                  null,
                  "",
                  ModelEventType.COMMAND_FAILED,
                  "what is to be said of it is too large for the models topic: raise"
                      + " max.message.bytes there and producer.max.request.size here, and send it"
                      + " under a new id")),
          offsets);
      return false;
    }
  }

  private static boolean hasCause(Throwable failure, Class<?>... kinds) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      for (Class<?> kind : kinds) {
        if (kind.isInstance(cause)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Commits, and reads what was committed, so that the next decision knows of it. */
  private void say(
      CatalogueReader open, Decision decision, Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (decision.announcements().isEmpty() && offsets.isEmpty()) {
      return;
    }
    long last = journal.commit(decision, offsets, consumer.groupMetadata());
    decision
        .announcements()
        .forEach(
            said -> {
              log(said.event());
              tell(said);
            });
    if (last >= 0) {
      List<Announcement> said = decision.announcements();
      readUpTo(open, String.valueOf(said.get(said.size() - 1).event().getCommandId()), last);
    }
  }

  /** Not by the topic's end: for a moment it still lies before a transaction just committed. */
  private void readUpTo(CatalogueReader open, String commandId, long offset) {
    long begin = nanoTime.getAsLong();
    while (true) {
      Entry entry = open.catalogue().command(commandId);
      if (entry != null && entry.offset() >= offset) {
        return;
      }
      if (nanoTime.getAsLong() - begin > answerWithin.toNanos()) {
        throw new TimeoutException("cannot read back what was written at offset " + offset);
      }
      open.poll(Duration.ofMillis(50));
    }
  }

  /** Of what is about a command; what is about a version comes beside one that is. */
  private void tell(Announcement said) {
    String id = said.event().getCommandId();
    if (id != null && said.key().equals(CatalogueKeys.command(id))) {
      Entry entry = new Entry(0, 0, said.event());
      listener.said(Opened.of(entry, id).command().getType(), said.event());
    }
  }

  private static void log(ModelEvent event) {
    String message = event.getMessage();
    LOG.info(
        "{} {} {} by command {}{}",
        event.getType(),
        event.getModel(),
        event.getModelVersion(),
        event.getCommandId(),
        // The rest is tables, which are on the topic.
        message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }
}
