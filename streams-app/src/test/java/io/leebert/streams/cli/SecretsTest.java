package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.leebert.streams.fixture.LogLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whatever goes wrong, and however much is logged, no secret is said. */
class SecretsTest {
  private static final String SECRET = "hunter2";
  private static final List<String> SECRETS =
      List.of(
          "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"app\" password=\"hunter2\";",
          "ssl.keystore.password=hunter2",
          "ssl.key.password=hunter2",
          "ssl.truststore.password=hunter2",
          "producer.ssl.keystore.password=hunter2",
          "basic.auth.credentials.source=USER_INFO",
          "basic.auth.user.info=app:hunter2",
          "schema.registry.url=http://app:hunter2@127.0.0.1:1");

  @TempDir private Path folder;

  @Test
  void aBrokerThatIsNotThere() throws IOException {
    assertThat(saidBy("bootstrap.servers=127.0.0.1:1", "leebert.start.timeout.ms=1000"))
        .contains("no answer from a Kafka broker")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema.registry.url=http://app:hunter2@ho st",
        "leebert.batch.sise=hunter2",
        "security.protocol=SSL",
        "security.protocol=SASL_PLAINTEXT",
        "producer.transaction.timeout.ms=1000",
        "sasl.jaas.config=Module required password=\"hunter2\""
      })
  void settingsThatAreWrong(String setting) throws IOException {
    assertThat(saidBy("bootstrap.servers=127.0.0.1:1", "leebert.start.timeout.ms=1000", setting))
        .contains("leebert serve: ")
        .doesNotContain(SECRET);
  }

  /** All that is printed and logged, by us and by Kafka. */
  private String saidBy(String... settings) throws IOException {
    List<String> lines = new ArrayList<>(SECRETS);
    lines.add("application.id=a");
    lines.add("leebert.bundle=none");
    lines.addAll(List.of(settings));
    Path config = Files.write(folder.resolve("app.properties"), lines);
    StringWriter said = new StringWriter();
    try (LogLines log = LogLines.all(Level.DEBUG)) {
      PrintWriter writer = new PrintWriter(said, true);
      int code =
          new CommandLine(new ServeCommand())
              .setOut(writer)
              .setErr(writer)
              .execute("--config", config.toString());
      assertThat(code).isEqualTo(1);
      log.lines().forEach(writer::println);
    }
    return said.toString();
  }
}
