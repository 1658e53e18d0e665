package io.leebert.schemas.serde;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The settings of the serdes, under the names that Confluent's serdes give them. */
final class SerdeConfig {

  static final String URL = "schema.registry.url";
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String SPECIFIC = "specific.avro.reader";
  static final String READER_CLASS = "specific.avro.reader.class";
  static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  static final String USER_INFO = "basic.auth.user.info";
  static final String PREFIXED_USER_INFO = "schema.registry.basic.auth.user.info";
  static final String KEY_STRATEGY = "key.subject.name.strategy";
  static final String VALUE_STRATEGY = "value.subject.name.strategy";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String READ_TIMEOUT = "http.read.timeout.ms";
  static final String MAX_RETRIES = "max.retries";
  static final String RETRY_WAIT = "retries.wait.ms";
  static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
  static final String MOCK = "mock://";

  private static final String TOPIC_NAME_STRATEGY = "TopicNameStrategy";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.LIST,
              Importance.HIGH,
              "Addresses of the schema registry, tried in turn; mock://scope is a registry inside the process.")
          .define(
              AUTO_REGISTER,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Whether a serializer registers its schema; off in production, where a release registers it.")
          .define(
              USE_LATEST,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether a serializer writes with the subject's newest schema; only without "
                  + AUTO_REGISTER
                  + ".")
          .define(
              SPECIFIC,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Whether a deserializer reads into generated classes; false gives generic records. Unlike"
                  + " Confluent's, ours reads into generated classes by default.")
          .define(
              READER_CLASS,
              ConfigDef.Type.STRING,
              null,
              Importance.MEDIUM,
              "The generated class a deserializer reads into; by default the one named as the writer's schema is.")
          .define(
              CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              ConfigDef.ValidString.in("URL", "USER_INFO"),
              Importance.MEDIUM,
              "Where the registry's user and password stand: in the URL or in " + USER_INFO + ".")
          .define(
              USER_INFO,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.MEDIUM,
              "user:password for the registry.")
          .define(
              PREFIXED_USER_INFO,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.LOW,
              "The older name of " + USER_INFO + ".")
          .define(
              KEY_STRATEGY,
              ConfigDef.Type.STRING,
              TOPIC_NAME_STRATEGY,
              Importance.LOW,
              "Only TopicNameStrategy is known.")
          .define(
              VALUE_STRATEGY,
              ConfigDef.Type.STRING,
              TOPIC_NAME_STRATEGY,
              Importance.LOW,
              "Only TopicNameStrategy is known.")
          .define(
              CONNECT_TIMEOUT,
              ConfigDef.Type.INT,
              5_000,
              ConfigDef.Range.atLeast(1),
              Importance.LOW,
              "How long a connection to the registry may take, in milliseconds.")
          .define(
              READ_TIMEOUT,
              ConfigDef.Type.INT,
              10_000,
              ConfigDef.Range.atLeast(1),
              Importance.LOW,
              "How long the registry's answer may take, in milliseconds.")
          .define(
              MAX_RETRIES,
              ConfigDef.Type.INT,
              3,
              ConfigDef.Range.atLeast(0),
              Importance.LOW,
              "How often all addresses are tried again when none answers.")
          .define(
              RETRY_WAIT,
              ConfigDef.Type.INT,
              500,
              ConfigDef.Range.atLeast(0),
              Importance.LOW,
              "Wait before the first retry in milliseconds; it doubles with each.")
          .define(
              RETRY_MAX_WAIT,
              ConfigDef.Type.INT,
              5_000,
              ConfigDef.Range.atLeast(0),
              Importance.LOW,
              "Longest wait before a retry in milliseconds.");

  private final Values values;

  SerdeConfig(Map<String, ?> configs) {
    values = new Values(configs);
    requireTopicNameStrategy(KEY_STRATEGY);
    requireTopicNameStrategy(VALUE_STRATEGY);
    if (useLatestVersion() && autoRegister()) {
      throw new ConfigException(USE_LATEST, true, "works only with " + AUTO_REGISTER + "=false");
    }
  }

  /** Never logs its values: addresses may hold passwords. */
  private static final class Values extends AbstractConfig {
    Values(Map<String, ?> configs) {
      super(DEFINITION, configs, false);
    }
  }

  boolean autoRegister() {
    return values.getBoolean(AUTO_REGISTER);
  }

  boolean useLatestVersion() {
    return values.getBoolean(USE_LATEST);
  }

  boolean specific() {
    return values.getBoolean(SPECIFIC);
  }

  @Nullable String readerClass() {
    return values.getString(READER_CLASS);
  }

  /** The registry these settings name, with its cache. */
  SchemaRegistry registry() {
    List<String> urls = values.getList(URL);
    if (urls.isEmpty()) {
      throw new ConfigException(URL + " is empty, expected the address of a schema registry");
    }
    if (urls.get(0).startsWith(MOCK)) {
      if (urls.size() > 1) {
        throw new ConfigException(
            URL + " lists a " + MOCK + " address beside others, expected it alone");
      }
      return new CachingRegistry(MockRegistry.scope(urls.get(0).substring(MOCK.length())));
    }
    String userInfo = userInfo();
    List<RegistryEndpoint> endpoints = new ArrayList<>();
    for (String url : urls) {
      endpoints.add(RegistryEndpoint.of(url, userInfo));
    }
    RetryPolicy retries =
        new RetryPolicy(
            values.getInt(MAX_RETRIES),
            Duration.ofMillis(values.getInt(RETRY_WAIT)),
            Duration.ofMillis(values.getInt(RETRY_MAX_WAIT)),
            RetryPolicy.THREAD_SLEEP);
    RegistryTransport transport =
        new RegistryTransport(
            endpoints,
            retries,
            new RegistryTransport.Connecting(
                Duration.ofMillis(values.getInt(CONNECT_TIMEOUT)),
                RegistryTls.settings(values.originals())),
            Duration.ofMillis(values.getInt(READ_TIMEOUT)));
    return new CachingRegistry(new HttpRegistry(transport));
  }

  private @Nullable String userInfo() {
    if (values.getString(CREDENTIALS_SOURCE).equals("URL")) {
      return null;
    }
    Password password = values.getPassword(USER_INFO);
    if (password == null) {
      password = values.getPassword(PREFIXED_USER_INFO);
    }
    if (password == null || password.value().indexOf(':') < 1) {
      throw new ConfigException(
          CREDENTIALS_SOURCE
              + " is USER_INFO, but "
              + USER_INFO
              + " is not of the form user:password");
    }
    return password.value();
  }

  private void requireTopicNameStrategy(String key) {
    String strategy = values.getString(key);
    if (!strategy.substring(strategy.lastIndexOf('.') + 1).equals(TOPIC_NAME_STRATEGY)) {
      throw new ConfigException(key, strategy, "these serdes know only " + TOPIC_NAME_STRATEGY);
    }
  }
}
