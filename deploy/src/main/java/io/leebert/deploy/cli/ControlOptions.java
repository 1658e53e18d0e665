package io.leebert.deploy.cli;

import io.leebert.deploy.control.BarView;
import io.leebert.deploy.control.CommandSender;
import io.leebert.deploy.control.CommandView;
import io.leebert.deploy.control.CommandWatch;
import io.leebert.deploy.control.LineView;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.catalogue.CatalogueException;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.trainer.cli.ErrorStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands to the trainer have in common, and how they are sent and waited for. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, refused or not good enough",
      "2:the command line is wrong",
      "3:no end within --timeout; the command stays with the trainer"
    })
final class ControlOptions {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int TIMED_OUT = 3;

  /** Of what a trainer does at once. */
  static final Duration AT_ONCE = Duration.ofMinutes(1);

  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description = "Model concerned (default: the only one there is).")
  @Nullable String model;

  @Option(
      names = "--control-topic",
      paramLabel = "TOPIC",
      defaultValue = Topics.CONTROL,
      description = "Default: ${DEFAULT-VALUE}.")
  private String controlTopic = Topics.CONTROL;

  @Option(
      names = "--models-topic",
      paramLabel = "TOPIC",
      defaultValue = Topics.MODELS,
      description = "Default: ${DEFAULT-VALUE}.")
  private String modelsTopic = Topics.MODELS;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Id of the command (default: a new one). The same id twice is carried out once: give one"
              + " where a script may be repeated.")
  private @Nullable String id;

  @Option(names = "--no-wait", description = "Only send; the command's id is printed.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Wait no longer than this (default: 60; for promote, which may copy a bundle, 300; for"
              + " retrain as long as it takes).")
  private @Nullable Integer timeout;

  @Option(names = "--json", description = "JSON lines with everything, for scripts.")
  boolean json;

  /** A command to be filled and sent. */
  ControlCommand.Builder command(CommandType type) {
    return ControlCommand.newBuilder()
        .setCommandId(id == null ? UUID.randomUUID().toString() : id)
        .setType(type)
        .setModel(model)
        .setIssuedBy(System.getProperty("user.name"));
  }

  /**
   * Sends a command and shows what becomes of it.
   *
   * @param usualTimeout how long to wait unless the user says otherwise; null for ever
   * @return the exit code
   */
  int carryOut(ControlCommand command, @Nullable Duration usualTimeout) {
    CommandLine commandLine = commandLine();
    PrintWriter out = commandLine.getOut();
    PrintWriter err = commandLine.getErr();
    ClientSettings clients = connection.clientSettings();
    try {
      if (noWait) {
        new CommandSender(clients, controlTopic).send(command);
        out.println(command.getCommandId());
        return DONE;
      }
      // Opened first: a topic that is not there is found out before anything is sent.
      try (CatalogueReader reader = catalogue();
          CommandView view = view(out, err)) {
        new CommandSender(clients, controlTopic).send(command);
        Duration atMost = timeout == null ? usualTimeout : Duration.ofSeconds(timeout);
        Entry end =
            new CommandWatch(reader.catalogue(), reader::poll, System::nanoTime)
                .await(command.getCommandId(), view, atMost);
        if (end == null) {
          err.println(
              name()
                  + ": no end within "
                  + (atMost == null ? "" : atMost.toSeconds() + " s")
                  + "; the command "
                  + command.getCommandId()
                  + " stays with the trainer");
          return TIMED_OUT;
        }
        return code(reader, end);
      }
    } catch (KafkaException | CatalogueException e) {
      err.println(name() + ": " + reason(e));
      return FAILED;
    }
  }

  /** A retraining that ends in a model that is not good enough is done, and yet no success. */
  private static int code(CatalogueReader reader, Entry end) {
    if (end.event().getType() != ModelEventType.DONE) {
      return FAILED;
    }
    Entry version =
        reader.catalogue().version(end.event().getModel(), end.event().getModelVersion());
    boolean rejected = version != null && version.event().getType() == ModelEventType.REJECTED;
    return rejected ? FAILED : DONE;
  }

  private CommandView view(PrintWriter out, PrintWriter err) {
    if (json) {
      return LineView.json(out, err);
    }
    return ErrorStream.isTerminal() ? new BarView(System.err) : LineView.words(out, err);
  }

  /** The models topic, read up to the present. */
  CatalogueReader catalogue() {
    return CatalogueReader.openToEnd(
        connection.clientSettings().client(Map.of()), modelsTopic, READ_WITHIN);
  }

  /** Why a command failed, in words. */
  String reason(Exception failure) {
    return UserRights.explain(
        failure, connection.clientSettings(), UserRights.control(controlTopic, modelsTopic));
  }

  /** A wrong use of the command. */
  ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  String name() {
    return commandLine().getCommandSpec().qualifiedName();
  }

  CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.commandLine();
  }
}
