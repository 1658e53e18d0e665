package io.leebert.deploy.cli;

import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventFile;
import io.leebert.deploy.traffic.EventFileException;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code produce}: writes texts from a file or standard input to the input topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes texts from a file or standard input to the input topic; with --label-column, labelled",
      "texts to the topic that retraining learns from."
    },
    footer = {
      "",
      "Examples:",
      "  echo 'where is my parcel?' | leebert produce -",
      "  leebert produce messages.txt --format json",
      "  leebert produce mails.csv --text-column body --key customer --id-column mail_id",
      "  leebert produce urgent.txt --patience 12",
      "  leebert produce corrected.csv --label-column label",
      "",
      "Exit code 0: all written, 1: broker, registry or a row at fault, 2: wrong usage."
    })
public final class ProduceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "One text per line, or .csv, .tsv, .jsonl; - is standard input (default).")
  private String file = "-";

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--topic",
      description =
          "Default: " + Topics.EVENTS + ", or " + Topics.LABELLED + " with --label-column.")
  private @Nullable String topic;

  @Option(
      names = "--format",
      defaultValue = "avro",
      description =
          "How events are written: ${COMPLETION-CANDIDATES}; must be what the application reads"
              + " (default: ${DEFAULT-VALUE}).")
  private EventEncoding format = EventEncoding.AVRO;

  @Option(
      names = "--layout",
      description = "How the file is laid out: ${COMPLETION-CANDIDATES} (default: by its ending).")
  private EventFile.@Nullable Layout layout;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "Column or JSON field of the text (default: ${DEFAULT-VALUE}).")
  private String textColumn = "text";

  @Option(
      names = "--pair-column",
      paramLabel = "NAME",
      description = "Column or JSON field of the second text of a pair.")
  private @Nullable String pairColumn;

  @Option(names = "--id-column", paramLabel = "NAME", description = "... of the event's id.")
  private @Nullable String idColumn;

  @Option(
      names = {"--key", "--key-column"},
      paramLabel = "NAME",
      description = "... of the record's key; events of one key keep their order.")
  private @Nullable String keyColumn;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "... of the true label: writes labelled texts, always as Avro.")
  private @Nullable String labelColumn;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Depth that these events ask for, 0 to the model's layers.")
  private @Nullable Integer patience;

  /** Made by picocli. */
  public ProduceCommand() {}

  @Override
  public Integer call() {
    CommandLine commandLine = commandLine();
    EventFile events =
        new EventFile(
            file.equals("-") ? "standard input" : file,
            layout == null ? EventFile.Layout.of(file) : layout,
            new EventFile.Columns(textColumn, pairColumn, idColumn, keyColumn, labelColumn));
    String target = topic();
    try (Reader source = open();
        EventProducer producer = new EventProducer(connection.clientSettings(), target, format)) {
      long count = events.read(source, event -> producer.send(checked(event)));
      producer.flush();
      commandLine.getErr().println("leebert: " + count + " events written to " + target);
      return 0;
    } catch (IOException e) {
      commandLine.getErr().println("leebert produce: cannot read " + file + ": " + e);
    } catch (EventFileException | KafkaException e) {
      String why = UserRights.explain(e, connection.clientSettings(), UserRights.produce(target));
      commandLine.getErr().println("leebert produce: " + why);
    }
    return 1;
  }

  private String topic() {
    if (topic != null) {
      return topic;
    }
    return labelColumn == null ? Topics.EVENTS : Topics.LABELLED;
  }

  private OutgoingEvent checked(OutgoingEvent event) {
    String label = event.label();
    if (labelColumn != null && (label == null || label.isBlank())) {
      throw new EventFileException(
          file + ": no " + labelColumn + " for the text \"" + event.text() + "\"", null);
    }
    return event.withPatience(patience);
  }

  private Reader open() throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
