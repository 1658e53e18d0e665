package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user types: produce, serve, consume. */
@ExtendWith(SharedServices.class)
class CommandsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"avro", "json", "text"})
  void filesGoInAndLabelsComeOut(String format, ClientSettings clients) throws Exception {
    Path csv =
        Files.writeString(
            folder.resolve("mails.csv"), "id,who,body\n1,anna,\"a, b\"\n2,ben,c d\n3,anna,e\n");
    try (ServedTopics topics = ServedTopics.create(clients, folder)) {
      topics.serve("app", Map.of("leebert.input.format", format));

      LeebertRun produced =
          run(
              clients,
              List.of("produce", csv.toString(), "--topic", topics.events, "--format", format),
              List.of("--text-column", "body", "--key", "who", "--id-column", "id"));
      LeebertRun table =
          run(
              clients,
              List.of("consume", "--topic", topics.predictions),
              List.of("--from-beginning", "--max-messages", "3"));
      LeebertRun json =
          run(
              clients,
              List.of("consume", "--topic", topics.predictions),
              List.of("--from-beginning", "--max-messages", "3", "--json"));

      assertThat(produced.code()).isZero();
      assertThat(produced.err()).contains("3 events written to " + topics.events);
      assertThat(table.code()).isZero();
      assertThat(table.out().lines()).hasSize(4).first().asString().startsWith("KEY");
      List<String> ids = new ArrayList<>();
      for (String line : json.out().lines().toList()) {
        JsonNode prediction = new JsonMapper().readTree(line);
        assertThat(prediction.get("layers").asInt()).isEqualTo(4);
        assertThat(prediction.get("exitLayer").asInt()).isBetween(1, 4);
        assertThat(prediction.get("key").asText()).isIn("anna", "ben");
        ids.add(prediction.get("id").asText());
      }
      if (format.equals("text")) {
        assertThat(ids).containsOnly("null");
      } else {
        assertThat(ids).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(ids.indexOf("1")).isLessThan(ids.indexOf("3"));
      }
    }
  }

  private static LeebertRun run(
      ClientSettings clients, List<String> arguments, List<String> further) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(further);
    all.addAll(List.of("--bootstrap-servers", clients.bootstrapServers()));
    all.addAll(List.of("--schema-registry-url", clients.schemaRegistryUrl()));
    return LeebertRun.of(all.toArray(String[]::new));
  }
}
