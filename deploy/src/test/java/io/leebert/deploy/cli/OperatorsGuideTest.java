package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.rights.Right;
import io.leebert.streams.configuration.ServeRights;
import io.leebert.trainer.service.TrainerRights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide for operators says that could become untrue. */
class OperatorsGuideTest {
  private static final Path GUIDE = Path.of("README.md");

  /** A command, and the one below it where there is one. */
  private static final Pattern COMMAND =
      Pattern.compile("leebert ([a-z][a-z-]*(?: [a-z][a-z-]*)?)");

  @Test
  void theRightsAreThoseThatTheProgramsAskFor() throws Exception {
    Map<String, List<Right>> all = new LinkedHashMap<>();
    all.put(
        "serve",
        ServeRights.of(
            "desk", "text-events", "predictions", "text-events-dlq", "models", "labelled-events"));
    all.put("trainer", TrainerRights.of("desk-trainer", "control", "models", "labelled-events"));
    all.put("produce", UserRights.produce("text-events"));
    all.put("consume", UserRights.consume("predictions"));
    all.put("control", UserRights.control("control", "models"));
    String guide = Files.readString(GUIDE);
    all.forEach(
        (part, rights) -> assertThat(guide).as("%s", part).contains("\n" + Right.table(rights)));
  }

  @Test
  void everyCommandThatTheGuideNamesIsThere() throws Exception {
    List<String> commands =
        COMMAND.matcher(Files.readString(GUIDE)).results().map(found -> found.group(1)).toList();
    assertThat(commands).contains("control promote", "control status", "bench throughput");
    assertThat(commands)
        .allSatisfy(
            command -> {
              LeebertRun run = LeebertRun.of((command + " --help").split(" ", -1));
              assertThat(run.code()).as(command + ": " + run.err()).isZero();
            });
  }
}
