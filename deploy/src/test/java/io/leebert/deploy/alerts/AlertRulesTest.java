package io.leebert.deploy.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final Path FOLDER = Path.of("prometheus");

  @Test
  void everyMetricThatAnAlertNamesIsOneThatAProgramHas() throws IOException {
    Set<String> known = KnownMetrics.all();
    for (String file : new String[] {"alerts.yml", "alerts-test.yml"}) {
      assertThat(KnownMetrics.namedIn(Files.readString(FOLDER.resolve(file))))
          .isNotEmpty()
          .isSubsetOf(known);
    }
  }

  @Test
  void everyAlertSaysWhatToDoAndSoDoesTheOperatorsGuide() throws IOException {
    String rules = Files.readString(FOLDER.resolve("alerts.yml"));
    String guide = Files.readString(Path.of("README.md"));
    assertThat(rules.split("- alert: ", -1)).hasSizeGreaterThan(10);
    for (String alert : rules.split("- alert: ", -1)) {
      if (alert.startsWith("Leebert")) {
        assertThat(alert).contains("severity: ", "summary: ", "action: ");
        assertThat(guide).contains("| `" + alert.lines().findFirst().orElseThrow() + "` |");
      }
    }
  }

  @Test
  void everyAlertIsShownToFireAndNotToFire() throws IOException {
    List<String> alerts =
        yaml("alerts.yml").findValues("alert").stream().map(JsonNode::asText).toList();
    Set<String> firing = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    for (JsonNode cases : yaml("alerts-test.yml").findValues("alert_rule_test")) {
      for (JsonNode shown : cases) {
        boolean fires = !shown.required("exp_alerts").isEmpty();
        (fires ? firing : quiet).add(shown.required("alertname").asText());
      }
    }
    assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(firing)
        .as("alerts with a case in which they fire")
        .containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(quiet)
        .as("alerts with a case in which they do not")
        .containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void prometheusTakesTheRulesAndTheyFireWhenTheyShould() throws Exception {
    assertThat(promtool("check", "rules", "alerts.yml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "alerts-test.yml")).contains("SUCCESS");
  }

  private static JsonNode yaml(String file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve(file).toFile());
  }

  private static String promtool(String... arguments) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "there is no promtool (Debian: apt-get install prometheus)");
    ProcessBuilder command = new ProcessBuilder("promtool");
    command.command().addAll(List.of(arguments));
    Process process = command.directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
