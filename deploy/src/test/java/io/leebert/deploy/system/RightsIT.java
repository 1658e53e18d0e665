package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.broker.EmbeddedBroker;
import io.leebert.deploy.broker.FreePort;
import io.leebert.deploy.cli.Leebert;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with passwords and rights: what is lacking is said, and no more than that is needed. */
class RightsIT {
  private static final String PASSWORD = "hunter2";
  private static final Pattern COMMAND =
      Pattern.compile(
          "kafka-acls.sh --bootstrap-server \\S+ --add --allow-principal (\\S+) --operation (\\S+)"
              + " --(topic|group|transactional-id) (\\S+)( --resource-pattern-type prefixed)?");
  private static final Map<String, ResourceType> KINDS =
      Map.of(
          "topic", ResourceType.TOPIC,
          "group", ResourceType.GROUP,
          "transactional-id", ResourceType.TRANSACTIONAL_ID);

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static ServedTopics topics;
  private static String secured;
  private static String models;

  @BeforeAll
  static void start() throws Exception {
    int port = FreePort.find();
    secured = "127.0.0.1:" + port;
    broker =
        EmbeddedBroker.start(
            folder.resolve("broker"),
            Map.of(
                "listeners", "SECURED://" + secured,
                "advertised.listeners", "SECURED://" + secured,
                "listener.security.protocol.map", "SECURED:SASL_PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "listener.name.secured.plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_desk=\""
                        + PASSWORD
                        + "\";",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS"));
    ClientSettings operator = ClientSettings.of(broker.bootstrapServers(), "mock://rights");
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    topics = ServedTopics.create(operator, folder);
    models = topics.application + "-models";
    Topics.create(operator, List.of(new NewTopic(models, 1, (short) 1)));
  }

  @AfterAll
  static void stop() {
    topics.close();
    admin.close();
    broker.close();
  }

  @Test
  void everyRightThatIsLackingIsNamedAndTheCommandsGiveAllThatIsNeeded() throws Exception {
    Path config = config(PASSWORD);
    String all = refusal(config);
    assertThat(all)
        .contains(
            "does not give this application the rights it needs",
            "READ on topic " + topics.events,
            "READ on topic " + models,
            "WRITE on topic " + topics.predictions,
            "WRITE on topic " + topics.deadLetters,
            "READ on group desk",
            "WRITE on transactional ids that begin with desk-");
    List<AclBinding> rights = COMMAND.matcher(all).results().map(RightsIT::right).toList();
    assertThat(rights).hasSize(6);

    for (AclBinding right : rights) {
      List<AclBinding> others = new ArrayList<>(rights);
      others.remove(right);
      grant(others);
      String one = refusal(config);
      assertThat(COMMAND.matcher(one).results().map(RightsIT::right)).containsExactly(right);
    }

    grant(rights);
    ChildJvm app =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                    "desk",
                    folder.resolve("desk"),
                    List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
                    Leebert.class.getName(),
                    List.of("serve", "--config", config.toString()))
                .withEnvironment(Map.of("LEEBERT_ROOT_LOG_LEVEL", "INFO")));
    try (app;
        EventProducer events =
            new EventProducer(topics.clients, topics.events, EventEncoding.TEXT)) {
      app.awaitReady(
          () -> ServedTopics.text(app.log()).contains("leebert: serving "), Duration.ofMinutes(2));
      events.send(OutgoingEvent.of("k", "a b c", null));
      events.send(OutgoingEvent.of("k", " ", null));
      events.flush();
      awaitRecord(topics.predictions);
      awaitRecord(topics.deadLetters);
      assertThat(ServedTopics.text(app.log()))
          .contains("sasl.jaas.config = [hidden]")
          .contains("DESCRIBE_CONFIGS on the topic")
          .contains(
              "no right to write to " + models,
              "--operation Write --topic " + models,
              "no version of tiny is promoted on " + models)
          .doesNotContain(PASSWORD);
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeOneAndNotRepeated() throws Exception {
    assertThat(refusal(config("hunter3")))
        .contains("does not accept the credentials", "sasl.jaas.config")
        .doesNotContain("hunter3");
  }

  /** These rights and no others, from the moment that the broker goes by them. */
  private static void grant(List<AclBinding> rights) throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(rights).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .equals(Set.copyOf(rights)));
  }

  private String refusal(Path config) {
    LeebertRun run = LeebertRun.of("serve", "--config", config.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("leebert serve: ").doesNotContain("\tat ", PASSWORD);
    return run.err();
  }

  private Path config(String password) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", secured);
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "PLAIN");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"desk\""
            + " password=\""
            + password
            + "\";");
    settings.put("application.id", "desk");
    settings.put("auto.offset.reset", "earliest");
    settings.put("schema.registry.url", "mock://rights");
    settings.put("leebert.bundle", TinyBundle.PATH.toString());
    settings.put("leebert.models.topic", models);
    settings.put("leebert.input.topic", topics.events);
    settings.put("leebert.output.topic", topics.predictions);
    settings.put("leebert.dlq.topic", topics.deadLetters);
    settings.put("leebert.input.format", "text");
    Properties properties = new Properties();
    properties.putAll(settings);
    Path config = folder.resolve("desk.properties");
    try (var out = Files.newOutputStream(config)) {
      properties.store(out, null);
    }
    return config;
  }

  /** What a command would do. */
  private static AclBinding right(MatchResult command) {
    return new AclBinding(
        new ResourcePattern(
            KINDS.get(command.group(3)),
            command.group(4),
            command.group(5) == null ? PatternType.LITERAL : PatternType.PREFIXED),
        new AccessControlEntry(
            command.group(1),
            "*",
            AclOperation.fromString(command.group(2)),
            AclPermissionType.ALLOW));
  }

  private void awaitRecord(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
        assertThat(System.nanoTime()).as("%s stays empty", topic).isLessThan(deadline);
      }
    }
  }
}
