package io.leebert.deploy.cli;

import io.leebert.deploy.broker.StartException;
import io.leebert.deploy.quickstart.DevelopmentServer;
import io.leebert.deploy.quickstart.QuickstartException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code broker}: a development broker and registry in the foreground. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs a Kafka broker and a schema registry for development until Ctrl-C.",
    footer = {
      "",
      "Both listen on free ports of the loopback interface, which are printed, and hold their data",
      "in a temporary folder that is deleted at the end. The topics of the design are made.",
      "",
      "Example:",
      "  leebert broker --partitions 8",
      "",
      "Exit code 1: cannot start, or one of the two ended, 2: wrong usage."
    })
public final class BrokerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of the topics that carry events (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  /** Made by picocli. */
  public BrokerCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    if (partitions < 1) {
      throw new CommandLine.ParameterException(
          commandLine, "--partitions must be 1 or more, found " + partitions);
    }
    try {
      new DevelopmentServer(
              Path.of(System.getProperty("java.io.tmpdir")), partitions, System.out, System.err)
          .run();
      return 0;
    } catch (StartException | QuickstartException | KafkaException e) {
      commandLine.getErr().println("leebert broker: " + Causes.of(e));
      return 1;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
