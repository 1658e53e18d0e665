package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.cli.Leebert;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.cli.UserRights;
import io.leebert.schemas.rights.Right;
import io.leebert.streams.configuration.ServeRights;
import io.leebert.trainer.service.TrainerRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker and registry behind TLS and passwords, every part as a user of its own: what is lacking is
 * said, and with exactly the listed rights everything works.
 */
@ExtendWith(RightsIT.Registry.class)
class RightsIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Map<String, List<Right>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        SecuredDesk.SERVE,
        ServeRights.of(
            "desk", "text-events", "predictions", "text-events-dlq", "models", "labelled-events"));
    ALL.put(
        SecuredDesk.TRAINER, TrainerRights.of("teachers", "control", "models", "labelled-events"));
    ALL.put(SecuredDesk.PRODUCE, UserRights.produce("text-events"));
    ALL.put(SecuredDesk.CONSUME, UserRights.consume("predictions"));
    ALL.put(SecuredDesk.CONTROL, UserRights.control("control", "models"));
  }

  @TempDir static Path folder;
  private static SecuredDesk desk;
  private static Path event;

  @BeforeAll
  static void start(String registry) throws Exception {
    desk = SecuredDesk.create(folder, registry);
    desk.createTopics(
        List.of("text-events", "predictions", "text-events-dlq", "labelled-events"),
        List.of("control", "models"));
    event = Files.writeString(folder.resolve("event.txt"), "a b c\n");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  /** How a part is started, so that it ends at once where a right is lacking. */
  private static String[] command(String user) throws IOException {
    return switch (user) {
      case SecuredDesk.SERVE -> new String[] {"serve", "--config", serve().toString()};
      case SecuredDesk.TRAINER ->
          new String[] {"trainer-service", "--config", trainer().toString()};
      case SecuredDesk.PRODUCE -> desk.tool(user, "produce", event.toString());
      case SecuredDesk.CONSUME ->
          desk.tool(user, "consume", "--from-beginning", "--max-messages", "1", "--json");
      default ->
          desk.tool(
              user, "control", "promote", "--bundle", TinyBundle.PATH.toString(), "-m", "tiny");
    };
  }

  private static Path serve() throws IOException {
    return desk.config(
        SecuredDesk.SERVE,
        SecuredDesk.password(SecuredDesk.SERVE),
        Map.of(
            "application.id", "desk",
            "auto.offset.reset", "earliest",
            "leebert.start.timeout.ms", "120000",
            "leebert.bundle", TinyBundle.PATH.toString(),
            "leebert.models.topic", "models",
            "leebert.labelled.topic", "labelled-events"));
  }

  private static Path trainer() throws IOException {
    return desk.config(
        SecuredDesk.TRAINER,
        SecuredDesk.password(SecuredDesk.TRAINER),
        Map.of(
            "group.id", "teachers",
            "leebert.start.timeout.ms", "120000",
            "leebert.trainer.model", "tiny",
            "leebert.trainer.threads", "1",
            "leebert.trainer.work", folder.resolve("work").toString(),
            "leebert.store.uri", folder.resolve("store").toString()));
  }

  @Test
  void everyRightThatIsTakenAwayIsNamedWithTheCommandThatGivesIt() throws Exception {
    for (Map.Entry<String, List<Right>> part : ALL.entrySet()) {
      for (Right right : part.getValue()) {
        if (right.needed()) {
          List<Right> others = new ArrayList<>(part.getValue());
          others.remove(right);
          desk.grant(Map.of(part.getKey(), others));
          assertThat(SecuredDesk.refusal(command(part.getKey())))
              .as(part.getKey())
              .contains("the rights it needs: " + right.words() + ". ")
              .contains("--allow-principal User:")
              .contains(" " + right.options());
        }
      }
    }
  }

  @Test
  void withNoRightsAtAllEveryoneIsToldTheWholeList() throws Exception {
    desk.grant(Map.of());
    for (String user : List.of(SecuredDesk.SERVE, SecuredDesk.TRAINER)) {
      String said = SecuredDesk.refusal(command(user));
      assertThat(ALL.get(user))
          .filteredOn(Right::needed)
          .allSatisfy(right -> assertThat(said).contains(right.words(), right.options()));
    }
  }

  @Test
  void withExactlyTheseRightsEverythingWorks() throws Exception {
    desk.grant(ALL);
    try (ChildJvm trainer = child(SecuredDesk.TRAINER, "leebert: trainer-service ready")) {
      LeebertRun promoted = LeebertRun.of(command(SecuredDesk.CONTROL));
      assertThat(promoted.code()).as(promoted.err() + text(trainer)).isZero();
      try (ChildJvm app = child(SecuredDesk.SERVE, "leebert: serving tiny")) {
        LeebertRun produced = LeebertRun.of(command(SecuredDesk.PRODUCE));
        assertThat(produced.code()).as(produced.err()).isZero();
        LeebertRun consumed = LeebertRun.of(command(SecuredDesk.CONSUME));
        assertThat(consumed.code()).as(consumed.err()).isZero();
        assertThat(consumed.out()).contains("\"model\":\"tiny\"");
        await()
            .atMost(LONG)
            .untilAsserted(
                () -> assertThat(text(app)).contains("labels are read from labelled-events"));
        assertThat(text(app))
            .contains("sasl.jaas.config = [hidden]")
            .doesNotContain("no right to", "secret-of-", SecuredRegistry.password());
      }
      assertThat(text(trainer)).doesNotContain("secret-of-", SecuredRegistry.password());
    }
  }

  @Test
  void theApplicationDoesWithoutTheRightsThatAreNotNeededAndSaysWhatIsMissed() throws Exception {
    List<Right> needed = ALL.get(SecuredDesk.SERVE).stream().filter(Right::needed).toList();
    desk.grant(Map.of(SecuredDesk.SERVE, needed));
    try (ChildJvm app = child(SecuredDesk.SERVE, "leebert: serving tiny")) {
      assertThat(text(app))
          .contains("DESCRIBE_CONFIGS on the topic")
          .contains("no right to write to models", "--operation Write --topic models");
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(text(app))
                      .contains("no right to read labelled-events")
                      .contains("--operation Read --topic labelled-events"));
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeOneAndNotRepeated() throws Exception {
    Path config = desk.config(SecuredDesk.SERVE, "secret-of-nobody", serveAgain());
    assertThat(SecuredDesk.refusal("serve", "--config", config.toString()))
        .contains("does not accept the credentials", "sasl.jaas.config");
  }

  private static Map<String, String> serveAgain() {
    return Map.of("application.id", "desk", "leebert.bundle", TinyBundle.PATH.toString());
  }

  private static ChildJvm child(String user, String ready) throws IOException {
    ChildJvm child =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                    user,
                    Files.createTempDirectory(folder, user),
                    List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
                    Leebert.class.getName(),
                    List.of(command(user)))
                .withEnvironment(Map.of("LEEBERT_ROOT_LOG_LEVEL", "INFO")));
    return child.awaitReady(() -> text(child).contains(ready), LONG);
  }

  /** The registry that other tests use too; the broker is one of this test's own. */
  static final class Registry implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == String.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return SharedServices.clients(context).schemaRegistryUrl();
    }
  }

  private static String text(ChildJvm child) {
    return ServedTopics.text(child.log());
  }
}
