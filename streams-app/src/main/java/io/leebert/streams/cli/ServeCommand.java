package io.leebert.streams.cli;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.monitor.MonitorException;
import io.leebert.schemas.store.StoreException;
import io.leebert.streams.configuration.ConfigurationReference;
import io.leebert.streams.configuration.PropertiesSource;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.ModelLoadException;
import io.leebert.streams.monitor.ServeMetric;
import io.leebert.streams.monitor.ServeMonitor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code serve}: classifies events until it is stopped. Exit code 0 after an orderly end, 1 when it
 * cannot start or is ended by an error, 2 for a wrong command line; ended by SIGTERM it stops in
 * order too, and says 143.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Classifies the events of a topic with a model bundle, exactly once.",
    footer = {
      "",
      "Example of app.properties:",
      "  bootstrap.servers=localhost:9092",
      "  schema.registry.url=http://localhost:8081",
      "  application.id=support-desk",
      "  leebert.bundle=models/support-1",
      "  leebert.input.topic=text-events",
      "  leebert.input.format=json",
      "",
      "Other keys go to Kafka Streams and its clients with their usual prefixes (main.consumer.,",
      "producer., admin.). In the environment, KAFKA_FOO_BAR overrides foo.bar, and LEEBERT_FOO_BAR",
      "leebert.foo.bar. Predictions are in Avro; leebert serve --print-config-reference lists every",
      "key of ours.",
      "",
      "Exit code 0: stopped in order, 1: cannot start or ended by an error, 2: wrong usage,",
      "143: stopped in order by SIGTERM."
    })
public final class ServeCommand implements Callable<Integer> {
  private static final Duration START_ENDS_WITHIN = Duration.ofSeconds(5);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Settings, as a Java properties file.")
  private @Nullable Path config;

  @Option(
      names = "--print-config-reference",
      description = "Prints every leebert.* setting with its meaning and default, and ends.")
  private boolean printReference;

  @Option(
      names = "--print-metrics-reference",
      description = "Prints every metric of ours with its meaning, and ends.")
  private boolean printMetrics;

  private final Boundary boundary;

  /** Made by picocli. */
  public ServeCommand() {
    this(Boundary.PLAIN);
  }

  /** A command whose application has something between itself and its network or producers. */
  public ServeCommand(Boundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = commandLine();
    if (printReference || printMetrics) {
      commandLine
          .getOut()
          .print(printReference ? ConfigurationReference.markdown() : ServeMetric.markdown());
      commandLine.getOut().flush();
      return 0;
    }
    if (config == null) {
      throw new ParameterException(commandLine, "Missing required option: '--config=FILE'");
    }
    try {
      ServeSettings settings =
          ServeSettings.of(
              PropertiesSource.read(config, System.getenv()),
              Runtime.getRuntime().availableProcessors());
      return serve(settings);
    } catch (StartException
        | BundleException
        | StoreException
        | ModelLoadException
        | InferenceException
        | MonitorException
        | KafkaException e) {
      LoggerFactory.getLogger(ServeCommand.class).debug("cannot serve", e);
      commandLine.getErr().println("leebert serve: " + e.getMessage() + hint(e));
      return 1;
    }
  }

  private static String hint(Exception e) {
    return e instanceof BundleException
        ? ". " + ServeKeys.BUNDLE + " must name a model bundle, whole, as leebert train writes it"
        : "";
  }

  private int serve(ServeSettings settings) throws InterruptedException {
    PrintWriter out = commandLine().getOut();
    CompletableFuture<Application> serving = new CompletableFuture<>();
    StopSignals signals = StopSignals.take(() -> stop(serving));
    try (ServeMonitor monitor =
            ServeMonitor.start(
                settings.monitor(),
                new ServeMonitor.Shown(settings.texts(), ControlHint.of(settings)),
                Clock.systemUTC());
        Application application =
            Application.start(settings, boundary, monitor, out, System::nanoTime)) {
      serving.complete(application);
      Runtime.getRuntime().addShutdownHook(new Thread(application::close, "stop"));
      String failure = application.await();
      if (failure.isEmpty()) {
        return signals.exitCode();
      }
      commandLine().getErr().println("leebert serve: " + failure);
      return 1;
    }
  }

  /**
   * Stops in order, so that {@link #serve} returns.
   *
   * @return false when the application is still starting, and may wait for a broker for long
   */
  private static boolean stop(CompletableFuture<Application> serving) {
    try {
      serving.get(START_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS).close();
      return true;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
