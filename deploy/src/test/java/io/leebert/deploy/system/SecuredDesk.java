package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.EmbeddedBroker;
import io.leebert.deploy.broker.FreePort;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.rights.Right;
import io.leebert.schemas.serde.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * A broker that speaks SASL_SSL, knows users by their passwords and gives each no more than what it
 * was granted (KRaft's StandardAuthorizer); a registry behind TLS and a password; topics. The
 * application is known by SCRAM-SHA-512 (KIP-84) and by nothing else, the others are by PLAIN.
 */
final class SecuredDesk implements AutoCloseable {
  static final String SERVE = "desk";
  static final String TRAINER = "teacher";
  static final String PRODUCE = "writer";
  static final String CONSUME = "reader";
  static final String CONTROL = "operator";

  private static final ScramMechanism SCRAM = ScramMechanism.SCRAM_SHA_512;

  private final EmbeddedBroker broker;
  private final SecuredRegistry registry;
  private final Certificate certificate;
  private final Admin admin;
  private final Path folder;
  private final String secured;

  private SecuredDesk(Path folder, String registryUrl) throws Exception {
    this.folder = folder;
    this.certificate = Certificate.make(folder, "server");
    this.registry = SecuredRegistry.before(registryUrl, certificate);
    Secured running = FreePort.use(this::start);
    this.broker = running.broker();
    this.secured = running.address();
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    ScramCredentialInfo kind = new ScramCredentialInfo(SCRAM, 4096);
    admin
        .alterUserScramCredentials(
            List.of(new UserScramCredentialUpsertion(SERVE, kind, password(SERVE))))
        .all()
        .get();
  }

  static SecuredDesk create(Path folder, String registryUrl) throws Exception {
    return new SecuredDesk(folder, registryUrl);
  }

  /** A broker, and where its secured listener is. */
  private record Secured(EmbeddedBroker broker, String address) {}

  private Secured start(int port) {
    String address = "127.0.0.1:" + port;
    return new Secured(
        EmbeddedBroker.start(folder.resolve("broker-" + port), listener(address)), address);
  }

  private Map<String, String> listener(String address) {
    String users =
        List.of(TRAINER, PRODUCE, CONSUME, CONTROL).stream()
            .map(user -> "user_" + user + "=\"" + password(user) + "\"")
            .collect(Collectors.joining(" "));
    Map<String, String> settings = new HashMap<>();
    settings.put("listeners", "SECURED://" + address);
    settings.put("advertised.listeners", "SECURED://" + address);
    settings.put("listener.security.protocol.map", "SECURED:SASL_SSL");
    settings.put("sasl.enabled.mechanisms", "PLAIN," + SCRAM.mechanismName());
    settings.put("listener.name.secured.plain.sasl.jaas.config", module("PLAIN") + users + ";");
    settings.put(
        "listener.name.secured.scram-sha-512.sasl.jaas.config",
        module(SCRAM.mechanismName()).strip() + ";");
    settings.put("listener.name.secured.ssl.keystore.type", "PKCS12");
    settings.put("listener.name.secured.ssl.keystore.location", certificate.keystore().toString());
    settings.put("listener.name.secured.ssl.keystore.password", certificate.password());
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS");
    return settings;
  }

  private static String mechanism(String user) {
    return user.equals(SERVE) ? SCRAM.mechanismName() : "PLAIN";
  }

  private static String module(String mechanism) {
    Class<?> module = mechanism.equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
    return module.getName() + " required ";
  }

  static String password(String user) {
    return "secret-of-" + user;
  }

  /** Makes topics, compacted ones of one partition. */
  void createTopics(List<String> spread, List<String> single) {
    List<NewTopic> topics = new ArrayList<>();
    spread.forEach(topic -> topics.add(new NewTopic(topic, 2, (short) 1)));
    Map<String, String> compacted = Map.of("cleanup.policy", "compact");
    single.forEach(topic -> topics.add(new NewTopic(topic, 1, (short) 1).configs(compacted)));
    Topics.create(ClientSettings.of(broker.bootstrapServers(), "mock://none"), topics);
  }

  /** These rights and no others, from the moment that the broker goes by them. */
  void grant(Map<String, ? extends Collection<Right>> byUser) throws Exception {
    List<AclBinding> rights =
        byUser.entrySet().stream()
            .flatMap(of -> of.getValue().stream().map(right -> right.binding(of.getKey())))
            .toList();
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(rights).all().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .equals(Set.copyOf(rights)));
  }

  /**
   * Settings of a user. The password stands in a file of its own, as a mounted secret does.
   *
   * @param more what the program needs besides
   */
  Path config(String user, String password, Map<String, String> more) throws IOException {
    Path secret = folder.resolve(user + "-secret.properties");
    Properties kept = new Properties();
    String module = module(mechanism(user));
    kept.put("jaas", module + "username=\"" + user + "\" password=\"" + password + "\";");
    Properties settings = new Properties();
    settings.put("bootstrap.servers", secured);
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", mechanism(user));
    settings.put("config.providers", "file");
    settings.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    settings.put("sasl.jaas.config", "${file:" + secret + ":jaas}");
    settings.putAll(certificate.trustedBy(""));
    settings.putAll(registry.clients());
    settings.putAll(more);
    Path config = folder.resolve(user + ".properties");
    try (var out = Files.newOutputStream(secret);
        var others = Files.newOutputStream(config)) {
      kept.store(out, null);
      settings.store(others, null);
    }
    return config;
  }

  /** What a tool of a user is called with. */
  String[] tool(String user, String... command) throws IOException {
    Path config = config(user, password(user), Map.of());
    String[] all = Arrays.copyOf(command, command.length + 2);
    all[command.length] = "--command-config";
    all[command.length + 1] = config.toString();
    return all;
  }

  /** Runs a command that must fail, and gives what it says, which never is a secret. */
  static String refusal(String... command) {
    LeebertRun run = LeebertRun.of(command);
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("leebert ")
        .doesNotContain("\tat ", "secret-of-", SecuredRegistry.password());
    return run.err();
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
    registry.close();
  }
}
