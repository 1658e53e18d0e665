package io.leebert.deploy.cli;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.RetrainData;
import io.leebert.schemas.event.WhenBusy;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code control retrain}: a new version of a model from labelled texts. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Retrains a model on labelled texts: those of a topic up to its end now, files, or both. The",
      "new version is promoted when it is not worse than the one in service."
    },
    footer = {
      "",
      "Examples:",
      "  leebert control retrain",
      "  leebert control retrain --file base.csv --from-time 2026-11-01T00:00:00Z",
      "  leebert control retrain --setting epochs=2 --setting new-labels=refuse --when-busy replace",
      "  leebert control retrain --no-topic --file base.csv --no-wait --id nightly-2026-11-26"
    })
public final class RetrainCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic of labelled texts (default: the trainer's own).")
  private @Nullable String topic;

  @Option(names = "--no-topic", description = "Learn from files only.")
  private boolean noTopic;

  @Option(
      names = "--from-offset",
      paramLabel = "PARTITION=OFFSET",
      description = "First offset of a partition; others are read from their beginning.")
  private Map<Integer, Long> fromOffsets = new LinkedHashMap<>();

  @Option(
      names = "--from-time",
      paramLabel = "TIME",
      description = "Only texts from this time on, such as 2026-11-01T00:00:00Z.")
  private @Nullable String fromTime;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description =
          "A labelled file, or a folder of them, where the trainer runs; may be repeated.")
  private List<String> files = List.of();

  @Option(
      names = {"-s", "--setting"},
      paramLabel = "NAME=VALUE",
      description = "Overrides one of the trainer's settings for this retraining.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--when-busy",
      paramLabel = "wait|replace",
      defaultValue = "WAIT",
      description = "While another retraining of this model runs: after it, or instead of it.")
  private WhenBusy whenBusy = WhenBusy.WAIT;

  /** Made by picocli. */
  public RetrainCommand() {}

  @Override
  public Integer call() {
    ControlCommand command =
        options
            .command(CommandType.RETRAIN)
            .setData(data())
            .setSettings(settings)
            .setWhenBusy(whenBusy)
            .build();
    return options.carryOut(command, null);
  }

  private RetrainData data() {
    if (noTopic && (topic != null || !fromOffsets.isEmpty() || fromTime != null)) {
      throw options.wrong("--no-topic leaves nothing for --topic, --from-offset or --from-time");
    }
    if (noTopic && files.isEmpty()) {
      throw options.wrong("--no-topic needs a --file to learn from");
    }
    if (!fromOffsets.isEmpty() && fromTime != null) {
      throw options.wrong("--from-offset and --from-time exclude each other");
    }
    Map<String, Long> offsets = new LinkedHashMap<>();
    fromOffsets.forEach((partition, offset) -> offsets.put(partition.toString(), offset));
    String own = topic == null ? "" : topic;
    return RetrainData.newBuilder()
        .setTopic(noTopic ? null : own)
        .setFromOffsets(offsets)
        .setFromTimestamp(time())
        .setFiles(files)
        .build();
  }

  private @Nullable Instant time() {
    if (fromTime == null) {
      return null;
    }
    try {
      return Instant.parse(fromTime);
    } catch (DateTimeParseException e) {
      throw options.wrong(
          "--from-time: expected a time such as 2026-11-01T00:00:00Z, found '" + fromTime + "'");
    }
  }
}
