package io.leebert.trainer.cli;

import io.leebert.schemas.monitor.MonitorException;
import io.leebert.schemas.settings.SettingsFile;
import io.leebert.schemas.store.StoreException;
import io.leebert.trainer.monitor.TrainerMetric;
import io.leebert.trainer.monitor.TrainerMonitor;
import io.leebert.trainer.service.Boundary;
import io.leebert.trainer.service.StartException;
import io.leebert.trainer.service.TrainerKeys;
import io.leebert.trainer.service.TrainerReference;
import io.leebert.trainer.service.TrainerService;
import io.leebert.trainer.service.TrainerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
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
 * {@code trainer-service}: carries out the commands of the control topic until it is stopped. Exit
 * code 1 when it cannot start or is ended by an error, 2 for a wrong command line; ended by SIGTERM
 * it stops in order, and says 143.
 */
@Command(
    name = "trainer-service",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Retrains, promotes and rolls back by the commands of the control topic.",
    footer = {
      "",
      "Example of trainer.properties:",
      "  bootstrap.servers=localhost:9092",
      "  schema.registry.url=http://localhost:8081",
      "  group.id=support-trainer",
      "  leebert.trainer.model=support",
      "  leebert.store.uri=s3://models/leebert",
      "  leebert.trainer.work=/var/lib/leebert/trainer",
      "",
      "Other keys go to the Kafka clients, with consumer., producer. or admin. before them to one of",
      "them only. In the environment, KAFKA_FOO_BAR overrides foo.bar, and LEEBERT_FOO_BAR",
      "leebert.foo.bar. leebert trainer-service --print-config-reference lists every key of ours.",
      "",
      "leebert control sends commands. A second service of the same group.id waits for its turn.",
      "",
      "Exit code 1: cannot start or ended by an error, 2: wrong usage, 143: stopped in order by",
      "SIGTERM."
    })
public final class TrainerServiceCommand implements Callable<Integer> {
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
  public TrainerServiceCommand() {
    this(Boundary.PLAIN);
  }

  /** A command whose service can be held at certain moments. */
  public TrainerServiceCommand(Boundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    if (printReference || printMetrics) {
      commandLine
          .getOut()
          .print(printReference ? TrainerReference.markdown() : TrainerMetric.markdown());
      commandLine.getOut().flush();
      return 0;
    }
    if (config == null) {
      throw new ParameterException(commandLine, "Missing required option: '--config=FILE'");
    }
    try {
      TrainerSettings settings =
          TrainerSettings.of(
              SettingsFile.read(config, System.getenv(), TrainerKeys.definition().names()),
              Runtime.getRuntime().availableProcessors());
      return run(settings, commandLine.getOut());
    } catch (StartException | StoreException | MonitorException | KafkaException e) {
      LoggerFactory.getLogger(TrainerServiceCommand.class).debug("cannot go on", e);
      commandLine.getErr().println("leebert trainer-service: " + e.getMessage());
      return 1;
    }
  }

  private int run(TrainerSettings settings, PrintWriter out) {
    try (TrainerMonitor monitor = TrainerMonitor.start(settings.monitor(), System::nanoTime)) {
      TrainerService service =
          new TrainerService(settings, boundary, Clock.systemUTC(), System::nanoTime, out, monitor);
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
      service.run();
      return 0;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
