package io.leebert.deploy.cli;

import io.leebert.deploy.traffic.PredictionPrinter;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import io.leebert.deploy.traffic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code consume}: shows committed predictions as they come. */
@Command(
    name = "consume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows predictions as they are committed, as a table or as JSON lines.",
    footer = {
      "",
      "Examples:",
      "  leebert consume",
      "  leebert consume --from-beginning --max-messages 100 --json | jq .label",
      "",
      "Exit code 0: stopped by --max-messages or --idle-exit, 1: broker, registry or a record at",
      "fault, 2: wrong usage."
    })
public final class ConsumeCommand implements Callable<Integer> {
  private static final Duration READ = Duration.ofMillis(250);

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--topic",
      defaultValue = Topics.PREDICTIONS,
      description = "Default: ${DEFAULT-VALUE}.")
  private String topic = Topics.PREDICTIONS;

  @Option(names = "--from-beginning", description = "All there are, not only those to come.")
  private boolean fromBeginning;

  @Option(names = "--max-messages", paramLabel = "N", description = "End after so many.")
  private long maxMessages = Long.MAX_VALUE;

  @Option(
      names = "--idle-exit",
      paramLabel = "SECONDS",
      description = "End after so many seconds without a prediction.")
  private @Nullable Integer idleExit;

  @Option(names = "--json", description = "JSON lines with every field, for scripts.")
  private boolean json;

  /** Made by picocli. */
  public ConsumeCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    PrintWriter out = commandLine.getOut();
    try (PredictionReader reader =
        new PredictionReader(connection.clientSettings(), topic, fromBeginning)) {
      if (!json) {
        out.println(PredictionPrinter.tableHeader());
        out.flush();
      }
      print(reader, out);
      return 0;
    } catch (KafkaException e) {
      String why = UserRights.explain(e, connection.clientSettings(), UserRights.consume(topic));
      commandLine.getErr().println("leebert consume: " + why);
      return 1;
    }
  }

  private void print(PredictionReader reader, PrintWriter out) {
    long printed = 0;
    long last = System.nanoTime();
    while (printed < maxMessages) {
      for (SeenPrediction seen : reader.read(READ)) {
        last = seen.readNanos();
        if (printed++ < maxMessages) {
          out.println(json ? PredictionPrinter.json(seen) : PredictionPrinter.tableRow(seen));
        }
      }
      out.flush();
      if (idleExit != null && System.nanoTime() - last > Duration.ofSeconds(idleExit).toNanos()) {
        return;
      }
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
