package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.batch.Outcome;
import io.leebert.streams.batch.Outcome.Classified;
import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.batch.Outcome.RowFailed;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.topology.PendingEvent.Asked;
import io.leebert.streams.topology.PendingEvent.Rejected;
import io.leebert.streams.topology.PendingEvent.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One task's part of the way: takes events in, hands their rows to the batcher, and forwards the
 * results strictly in the order of the events. An event's result may be ready long before it is its
 * turn; only the oldest is ever looked at.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** How often finished results are looked for, beside every new event. */
  private static final Duration FORWARD_EVERY = Duration.ofMillis(1);

  private final TopologySettings settings;
  private final EventReader reader;
  private final Results results;
  private final MicroBatcher batcher;
  private final CommitWatermark watermark;
  private final EventCounters counters;
  private final ResultListener listener;
  private final LongSupplier nanoClock;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private InFlight inFlight = new InFlight();

  /** When the latest answer among the events forwarded so far was there. */
  private long inTurnNanos = Long.MIN_VALUE;

  ClassifyProcessor(
      TopologySettings settings,
      EventReader reader,
      Results results,
      MicroBatcher batcher,
      CommitWatermark watermark,
      EventCounters counters,
      ResultListener listener,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.reader = reader;
    this.results = results;
    this.batcher = batcher;
    this.watermark = watermark;
    this.counters = counters;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /** Called again on this same object when Kafka Streams revives or resumes the task. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> taskContext) {
    context = taskContext;
    inTurnNanos = Long.MIN_VALUE;
    inFlight =
        watermark.open(new TopicPartition(settings.inputTopic(), taskContext.taskId().partition()));
    taskContext.schedule(FORWARD_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> forwardFinished());
  }

  @Override
  public void process(Record<byte[], byte[]> event) {
    // A copy: whoever forwards later may add headers to the original.
    Record<byte[], byte[]> input = event.withHeaders(new RecordHeaders(event.headers().toArray()));
    Source source = source();
    forwardFinished();
    Question question;
    try {
      question = reader.read(source.topic(), input);
    } catch (DeviceException e) {
      throw e; // Says nothing against the event.
    } catch (RuntimeException e) {
      if (Outages.isOne(e)) {
        throw new StreamsException("cannot read " + source + " for now: " + e.getMessage(), e);
      }
      awaitRoom(input, source);
      inFlight.add(new Rejected(input, source, e));
      forwardFinished();
      return;
    }
    submit(question, input, source);
    forwardFinished();
  }

  @Override
  public void close() {
    List<Ticket> abandoned = new ArrayList<>();
    for (PendingEvent event : inFlight.close()) {
      if (event instanceof Asked asked) {
        abandoned.add(asked.ticket());
      }
    }
    batcher.cancel(abandoned);
  }

  private Source source() {
    RecordMetadata metadata =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("an event came without its coordinates"));
    return new Source(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private void awaitRoom(Record<byte[], byte[]> input, Source source) {
    await(() -> inFlight.hasRoom(input, settings.queueSize()), "behind older events", source);
  }

  private void submit(Question question, Record<byte[], byte[]> input, Source source) {
    Ticket ticket = null;
    boolean offered = false;
    try {
      awaitRoom(input, source);
      ticket = new Ticket(question.served().network(), question.row(), nanoClock.getAsLong());
      inFlight.add(new Asked(input, source, question, ticket));
      Ticket row = ticket;
      await(() -> batcher.offer(row), "in the batcher", source);
      offered = true;
    } finally {
      // The thread ends here, and nobody else will ever let this row's model go.
      if (ticket == null) {
        question.served().release();
      } else if (!offered) {
        batcher.cancel(List.of(ticket));
      }
    }
  }

  /** Back-pressure: waits for room, and goes on forwarding what gets ready meanwhile. */
  private void await(BooleanSupplier found, String where, Source source) {
    long deadline = nanoClock.getAsLong() + settings.maxWait().toNanos();
    try {
      while (true) {
        long seen = batcher.progress();
        forwardFinished();
        if (found.getAsBoolean()) {
          return;
        }
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0) {
          throw new StreamsException(
              source
                  + " found no room "
                  + where
                  + " for "
                  + settings.maxWait()
                  + ": the device is stuck, or far too slow for leebert.batch.tokens");
        }
        batcher.awaitProgress(seen, Duration.ofNanos(left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("interrupted while " + source + " waited for room", e);
    } catch (IllegalStateException e) {
      throw new DeviceException("cannot classify " + source + ": " + e.getMessage(), e);
    }
  }

  /** Forwards the oldest events' results while they are there. */
  private void forwardFinished() {
    PendingEvent oldest = inFlight.oldest();
    while (oldest != null && forward(oldest)) {
      // Only now: an event leaves the watermark after its result is in the transaction.
      inFlight.removeOldest();
      oldest = inFlight.oldest();
    }
  }

  private boolean forward(PendingEvent event) {
    if (event instanceof Rejected rejected) {
      deadLetter(rejected, rejected.cause(), DeadLetterCause.ofReading(rejected.cause()));
      return true;
    }
    Asked asked = (Asked) event;
    Outcome outcome = asked.outcome();
    if (outcome instanceof Classified classified) {
      predict(asked, classified);
    } else if (outcome instanceof RowFailed failed) {
      deadLetter(asked, failed.cause(), DeadLetterCause.UNCLASSIFIABLE);
    } else if (outcome instanceof DeviceFailed failed) {
      throw new DeviceException(
          "cannot classify " + asked.source() + ": the device has failed", failed.cause());
    }
    return outcome != null;
  }

  private void predict(Asked event, Classified answer) {
    inTurnNanos = Math.max(inTurnNanos, answer.readyNanos());
    long order = inTurnNanos - answer.readyNanos();
    long forward = Math.max(0, nanoClock.getAsLong() - inTurnNanos);
    Prediction prediction = Predictions.of(event, answer, order, forward);
    Record<byte[], byte[]> result;
    try {
      result = results.prediction(event, prediction);
    } catch (UnwritablePredictionException e) {
      deadLetter(event, e, DeadLetterCause.UNWRITABLE);
      return;
    }
    send(result, ClassifyTopology.PREDICTIONS);
    counters.countPrediction(answer.classification().exitLayer(), forward);
    listener.predicted(prediction, event.question().event());
  }

  private void deadLetter(PendingEvent event, Exception exception, DeadLetterCause cause) {
    send(results.deadLetter(event, exception), ClassifyTopology.DEAD_LETTERS);
    counters.countDeadLetter();
    Source source = event.source();
    listener.deadLettered(
        new DeadLetterNotice(
            source.topic(),
            source.partition(),
            source.offset(),
            cause,
            exception,
            event instanceof Asked asked ? asked.question().version() : null));
  }

  private void send(Record<byte[], byte[]> result, String child) {
    inFlight.forwarding();
    try {
      context().forward(result, child);
    } catch (TaskCorruptedException | TimeoutException e) {
      // Either would make Kafka Streams commit this thread's healthy tasks together with the
      // results this task has already sent, and then read this task's events again: doubled. A
      // StreamsException ends the thread and aborts the transaction instead.
      throw new StreamsException("cannot forward a result: " + e.getMessage(), e);
    }
  }

  private ProcessorContext<byte[], byte[]> context() {
    if (context == null) {
      throw new IllegalStateException("the task is not initialized");
    }
    return context;
  }
}
