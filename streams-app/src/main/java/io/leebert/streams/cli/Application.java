package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.monitor.DeadLetterLog;
import io.leebert.streams.monitor.ServeMonitor;
import io.leebert.streams.monitor.WatchedService;
import io.leebert.streams.topology.ClassifyTopology;
import io.leebert.streams.topology.OutputLimits;
import io.leebert.streams.topology.Recovery;
import io.leebert.streams.topology.ResultListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serving application from start to stop. */
final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** Kubernetes grants 30 seconds by default; a last batch and a last commit take far less. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final ModelService service;
  private final ServeMonitor monitor;
  private final KafkaStreams streams;
  private final Recovery recovery;
  private final LagLooker lagLooker;
  private final @Nullable Labels labels;
  private @Nullable ChangingModels changing;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "throughput-log");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean announced = new AtomicBoolean();
  private boolean closed;

  private Application(
      ServeSettings settings,
      OutputLimits limits,
      Boundary boundary,
      ModelService service,
      @Nullable Labels labels,
      ServeMonitor monitor,
      LongSupplier nanoClock) {
    this.service = service;
    this.labels = labels;
    this.monitor = monitor;
    Serializer<Object> predictions = Serdes.predictions(settings);
    checkRegistry(settings, predictions);
    ClassifyTopology topology =
        new ClassifyTopology(
            settings.topology(),
            Serdes.format(settings),
            predictions,
            limits,
            service.slot(),
            service.batcher(),
            results(settings, nanoClock),
            nanoClock);
    service.batcher().counters().tell(monitor.batches());
    StreamsConfig config = new StreamsConfig(settings.streams());
    recovery = new Recovery(nanoClock, config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
    streams = new KafkaStreams(topology.topology(), config, topology.clients(boundary.producers()));
    streams.setUncaughtExceptionHandler(
        exception -> {
          monitor.threadDied();
          return recovery.handle(exception);
        });
    monitor.starts(
        streams, new WatchedService(service.slot(), service.batcher(), ModelLoader::paceOf));
    ThroughputLog log =
        new ThroughputLog(
            topology.counters(),
            service.batcher(),
            () -> service.slot().current().model().manifest().getLayers(),
            nanoClock);
    // Also where the load does not lead: the lag is what people look at first.
    lagLooker =
        LagLooker.start(
            settings,
            topology::positions,
            this::pace,
            service.batcher()::waiting,
            monitor.lag(),
            nanoClock);
    long period = ThroughputLog.EVERY.toMillis();
    // A delay and not a rate: after a standstill it would make up for what it missed, all at once.
    var unused = timer.scheduleWithFixedDelay(log, period, period, TimeUnit.MILLISECONDS);
  }

  /** Who hears of every result. */
  private ResultListener results(ServeSettings settings, LongSupplier nanoClock) {
    ResultListener watching =
        ResultListener.both(
            monitor.results(), new DeadLetterLog(settings.topology().deadLetterTopic(), nanoClock));
    return labels == null ? watching : ResultListener.both(watching, labels.results());
  }

  /**
   * Starts serving; returns as soon as the stream threads are started.
   *
   * @param monitor watches it
   * @param out gets one line when events are being served
   * @throws RuntimeException saying what keeps it from starting
   */
  static Application start(
      ServeSettings settings,
      Boundary boundary,
      ServeMonitor monitor,
      PrintWriter out,
      LongSupplier nanoClock) {
    OutputLimits limits = new TopicCheck(settings).run();
    ModelsSettings models = settings.models();
    if (models == null) {
      return serve(
          settings,
          limits,
          boundary,
          bundle(settings, boundary, nanoClock),
          monitor,
          out,
          nanoClock);
    }
    ChangingModels changing = ChangingModels.open(settings, models, boundary, monitor, nanoClock);
    try {
      Application application =
          serve(settings, limits, boundary, changing.service(), monitor, out, nanoClock);
      application.follow(changing);
      return application;
    } catch (RuntimeException e) {
      changing.close();
      throw e;
    }
  }

  private static ModelService bundle(
      ServeSettings settings, Boundary boundary, LongSupplier nanoClock) {
    try (ModelBundle bundle = ModelBundle.read(Objects.requireNonNull(settings.bundle()))) {
      return ModelService.start(settings, boundary, bundle, nanoClock);
    }
  }

  private static Application serve(
      ServeSettings settings,
      OutputLimits limits,
      Boundary boundary,
      ModelService service,
      ServeMonitor monitor,
      PrintWriter out,
      LongSupplier nanoClock) {
    Labels labels = null;
    Application application = null;
    try {
      labels = Labels.of(settings, monitor, nanoClock);
      application =
          new Application(settings, limits, boundary, service, labels, monitor, nanoClock);
      LOG.info("{}", StartLine.of(settings, application.pace()));
      LOG.info("{}", application.pace().describe());
      application.run(settings, out);
      return application;
    } catch (RuntimeException e) {
      if (application != null) {
        // Stream threads may run already, and must not find the model gone.
        application.close();
      } else {
        if (labels != null) {
          labels.close();
        }
        service.close();
      }
      throw e;
    }
  }

  /** From now on models change as the models topic says. */
  private synchronized void follow(ChangingModels models) {
    if (closed) {
      models.close();
    } else {
      changing = models;
      models.follow();
    }
  }

  /** That of the model in service. */
  private ModelPace pace() {
    return ModelLoader.paceOf(service.slot().current());
  }

  private void run(ServeSettings settings, PrintWriter out) {
    streams.setStateListener(
        (now, before) -> {
          LOG.info("{} -> {}", before, now);
          if (now == KafkaStreams.State.RUNNING) {
            monitor.runs();
          }
          if (now == KafkaStreams.State.RUNNING && announced.compareAndSet(false, true)) {
            out.println(
                "leebert: serving "
                    + service.slot().current().model().name()
                    + " from "
                    + settings.topology().inputTopic());
            out.flush();
          }
          if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            ended.countDown();
          }
        });
    streams.start();
    if (labels != null) {
      labels.begin();
    }
  }

  /**
   * Waits for the end, whoever brings it about.
   *
   * @return what ended the application against its will, in words, or an empty text
   */
  String await() throws InterruptedException {
    ended.await();
    Throwable fatal = recovery.fatal();
    if (fatal != null) {
      return "stopped by an error: " + fatal.getMessage();
    }
    return streams.state() == KafkaStreams.State.ERROR ? "stopped: no stream thread is left" : "";
  }

  /**
   * Commits what is done, leaves the group so that others take over at once, frees the model. Who
   * comes second waits: the process must not end under the first one's hands.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    timer.shutdownNow();
    lagLooker.close();
    if (labels != null) {
      labels.close();
    }
    if (changing != null) {
      changing.stop();
    }
    boolean clean =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(STOP_WITHIN));
    service.close();
    if (changing != null) {
      changing.close();
    }
    if (clean) {
      LOG.info("stopped");
    } else {
      LOG.warn("not stopped within {}; the open transaction will be aborted", STOP_WITHIN);
    }
    ended.countDown();
  }

  /** Registers the predictions' schema, and so learns early whether the registry is there. */
  private void checkRegistry(ServeSettings settings, Serializer<Object> predictions) {
    try {
      predictions.serialize(settings.topology().outputTopic(), service.example());
    } catch (SerializationException e) {
      throw new StartException(
          "cannot write predictions: " + e.getMessage() + ". Check schema.registry.url", e);
    }
  }
}
