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
import org.junit.jupiter.api.Test;

/** What the guide for operators says that could become untrue. */
class OperatorsGuideTest {
  private static final Path GUIDE = Path.of("README.md");

  @Test
  void theRightsAreThoseThatTheProgramsAskFor() throws Exception {
    Map<String, List<Right>> all = new LinkedHashMap<>();
    all.put(
        "serve", ServeRights.of("desk", "text-events", "predictions", "text-events-dlq", "models"));
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
    assertThat(Files.readString(GUIDE).lines())
        .filteredOn(line -> line.contains("leebert control") || line.contains("leebert bench"))
        .isNotEmpty();
    for (String command :
        List.of("control promote", "control rollback", "control status", "bench throughput")) {
      assertThat(Files.readString(GUIDE)).contains("leebert " + command);
      assertThat(LeebertRun.of((command + " --help").split(" ")).code()).isZero();
    }
  }
}
