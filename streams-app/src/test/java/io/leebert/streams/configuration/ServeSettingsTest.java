package io.leebert.streams.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.autoscale.AutoscaleSettings;
import io.leebert.streams.inference.Device;
import io.leebert.streams.topology.EventFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeSettingsTest {
  private final Map<String, String> given = new HashMap<>();

  ServeSettingsTest() {
    given.put("bootstrap.servers", "localhost:9092");
    given.put("application.id", "app");
    given.put("schema.registry.url", "mock://settings");
    given.put("leebert.bundle", "models/one");
  }

  @Test
  void fourSettingsAreEnough() {
    ServeSettings settings = ServeSettings.of(given, 8);
    assertThat(settings.bundle()).isEqualTo(Path.of("models/one"));
    assertThat(settings.inputFormat()).isEqualTo(InputFormat.AVRO);
    assertThat(settings.fields()).isEqualTo(EventFields.of("text", "secondText", "id"));
    assertThat(settings.session().device()).isEqualTo(Device.CPU);
    assertThat(settings.session().required()).isTrue();
    assertThat(settings.session().threads()).isEqualTo(8);
    assertThat(settings.batch().size()).isEqualTo(64);
    assertThat(settings.batch().delay()).isEqualTo(Duration.ofMillis(5));
    assertThat(settings.batch().tokens()).isEqualTo(8192);
    assertThat(settings.batch().queueSize()).isEqualTo(256);
    assertThat(settings.topology().inputTopic()).isEqualTo("text-events");
    assertThat(settings.topology().outputTopic()).isEqualTo("predictions");
    assertThat(settings.topology().deadLetterTopic()).isEqualTo("text-events-dlq");
    assertThat(settings.autoscale().fixed()).isNull();
    assertThat(settings.topology().maxWait()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.deserializer()).isEqualTo(AvroDeserializer.class);
    assertThat(settings.serializer()).isEqualTo(AvroSerializer.class);
  }

  @Test
  void modelsChangeOnlyWhereATopicSaysSo() {
    assertThat(ServeSettings.of(given, 1).models()).isNull();
    given.remove("leebert.bundle");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "leebert.bundle is missing: the model bundle to serve. Or set leebert.models.topic, to"
                + " serve the version that was promoted there");

    given.put("leebert.models.topic", "models");
    ServeSettings settings = ServeSettings.of(given, 1);
    assertThat(settings.bundle()).isNull();
    ModelsSettings models = Objects.requireNonNull(settings.models());
    assertThat(models.topic()).isEqualTo("models");
    assertThat(models.model()).isNull();
    assertThat(models.instance()).isNull();
    assertThat(models.store()).isEmpty();
    assertThat(models.folder()).hasFileName("leebert-bundles");
  }

  @Test
  void theStoreGetsItsSettingsAndWhatIsWrongWithThemIsSaidAtOnce() {
    given.put("leebert.models.topic", "models");
    given.put("leebert.model", "desk");
    given.put("leebert.instance", "desk-1");
    given.put("leebert.store.folder", "/var/bundles");
    given.put("leebert.store.s3.endpoint", "https://minio:9000");
    given.put("leebert.store.s3.region", "eu-1");
    given.put("leebert.store.s3.path.style", "true");
    ModelsSettings models = ServeSettings.of(given, 1).models();
    assertThat(models)
        .isEqualTo(
            new ModelsSettings(
                "models",
                "desk",
                "desk-1",
                Path.of("/var/bundles"),
                Map.of(
                    "leebert.store.s3.endpoint", "https://minio:9000",
                    "leebert.store.s3.region", "eu-1",
                    "leebert.store.s3.path.style", "true")));

    for (String wrong :
        new String[] {
          "endpoint=minio",
          "endpoint=minio:9000",
          "endpoint=ftp://minio",
          "endpoint=a b",
          "path.style=perhaps"
        }) {
      Map<String, String> settings = new HashMap<>(given);
      settings.put(
          "leebert.store.s3." + wrong.replaceFirst("=.*", ""), wrong.replaceFirst(".*=", ""));
      assertThatThrownBy(() -> ServeSettings.of(settings, 1))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("leebert.store.s3.");
    }
  }

  @Test
  void labelsAreReadOnlyWhereATopicOfThemIsNamed() {
    assertThat(ServeSettings.of(given, 1).labels()).isNull();
    assertThat(ServeRights.of(ServeSettings.of(given, 1)))
        .noneMatch(right -> right.name().equals("labelled-events"));
    given.put("leebert.labelled.topic", "labelled-events");
    ServeSettings settings = ServeSettings.of(given, 1);
    assertThat(settings.labels())
        .isEqualTo(new LabelSettings("labelled-events", 20_000, Duration.ofMinutes(1)));
    assertThat(ServeRights.of(settings))
        .filteredOn(right -> right.name().equals("labelled-events"))
        .singleElement()
        .satisfies(
            right -> {
              assertThat(right.words()).isEqualTo("READ on topic labelled-events");
              assertThat(right.needed()).as("the stream needs no labels").isFalse();
            });
    given.put("leebert.labelled.answers", "7");
    given.put("leebert.labelled.wait.ms", "0");
    assertThat(ServeSettings.of(given, 1).labels())
        .isEqualTo(new LabelSettings("labelled-events", 7, Duration.ZERO));
    given.put("leebert.labelled.topic", "");
    assertThat(ServeSettings.of(given, 1).labels()).as("empty is off").isNull();
  }

  @Test
  void kafkaStreamsGetsWhatAsynchronousResultsNeed() {
    StreamsConfig streams = new StreamsConfig(ServeSettings.of(given, 1).streams());
    assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo("exactly_once_v2");
    assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
    assertThat(streams.getLong(StreamsConfig.POLL_MS_CONFIG)).isEqualTo(1);
    assertThat(streams.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1);
    assertThat(streams.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(1);
    Map<String, Object> producer = streams.getProducerConfigs("client");
    assertThat(producer).containsEntry("transaction.timeout.ms", 30_000);
    assertThat(producer).containsEntry("linger.ms", 5);
  }

  @Test
  void aResultThatCannotBeSentIsNeverLeftOut() {
    assertThat(new StreamsConfig(ServeSettings.of(given, 1).streams()).productionExceptionHandler())
        .isInstanceOf(DefaultProductionExceptionHandler.class);
    String usual = DefaultProductionExceptionHandler.class.getName();
    given.put("default.production.exception.handler", usual);
    assertThat(ServeSettings.of(given, 1).streams())
        .containsEntry("production.exception.handler", usual)
        .doesNotContainKey("default.production.exception.handler");
    given.put("default.production.exception.handler", "com.example.GoOn");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("default.production.exception.handler must be " + usual)
        .hasMessageContaining("found com.example.GoOn: a handler that goes on after a failed send");
  }

  @Test
  void everySettingReachesItsPlace() {
    given.put("leebert.input.topic", "a");
    given.put("leebert.output.topic", "b");
    given.put("leebert.dlq.topic", "c");
    given.put("leebert.input.format", "json");
    given.put("leebert.input.text.field", "mail.body");
    given.put("leebert.input.second.text.field", "answer");
    given.put("leebert.input.id.field", "number");
    given.put("leebert.device.required", "false");
    given.put("leebert.patience", "3");
    given.put("leebert.batch.size", "16");
    given.put("leebert.batch.delay.ms", "0");
    given.put("leebert.batch.tokens", "100");
    given.put("leebert.queue.size", "17");
    given.put("leebert.device", "cuda:1");
    given.put("leebert.inference.threads", "2");
    given.put("leebert.streams.threads", "3");
    given.put("leebert.start.timeout.ms", "2000");
    given.put("leebert.avro.deserializer", StringDeserializer.class.getName());
    given.put("leebert.avro.serializer", StringSerializer.class.getName());
    given.put("producer.transaction.timeout.ms", "8000");
    ServeSettings settings = ServeSettings.of(given, 8);
    assertThat(settings.inputFormat()).isEqualTo(InputFormat.JSON);
    assertThat(settings.fields()).isEqualTo(EventFields.of("mail.body", "answer", "number"));
    assertThat(settings.session().device()).isEqualTo(new Device(1));
    assertThat(settings.session().required()).isFalse();
    assertThat(settings.session().threads()).isEqualTo(2);
    assertThat(settings.batch().size()).isEqualTo(16);
    assertThat(settings.batch().delay()).isZero();
    assertThat(settings.batch().tokens()).isEqualTo(100);
    assertThat(settings.batch().queueSize()).isEqualTo(17);
    assertThat(settings.topology().inputTopic()).isEqualTo("a");
    assertThat(settings.topology().outputTopic()).isEqualTo("b");
    assertThat(settings.topology().deadLetterTopic()).isEqualTo("c");
    assertThat(settings.autoscale().fixed()).isEqualTo(3);
    assertThat(settings.topology().queueSize()).isEqualTo(17);
    assertThat(settings.topology().maxWait()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.deserializer()).isEqualTo(StringDeserializer.class);
    assertThat(settings.serializer()).isEqualTo(StringSerializer.class);
    assertThat(settings.streams()).containsEntry("num.stream.threads", 3);
  }

  @Test
  void whatIsNotOursGoesToKafkaStreamsUntouchedAndNothingOfOursDoes() {
    given.put("main.consumer.session.timeout.ms", "6000");
    given.put("commit.interval.ms", "50");
    given.put("num.stream.threads", "4");
    given.put("sasl.jaas.config", "secret");
    ServeSettings settings = ServeSettings.of(given, 1);
    assertThat(settings.streams())
        .containsEntry("main.consumer.session.timeout.ms", "6000")
        .containsEntry("commit.interval.ms", "50")
        .containsEntry("num.stream.threads", "4")
        .containsEntry("sasl.jaas.config", "secret")
        .allSatisfy((key, value) -> assertThat(key).doesNotStartWith("leebert."));
    assertThat(settings.serdes()).containsEntry("schema.registry.url", "mock://settings");
  }

  @Test
  void theTransactionTimeoutMayBeGivenWithoutItsPrefix() {
    given.put("transaction.timeout.ms", "20000");
    assertThat(ServeSettings.of(given, 1).topology().maxWait()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aKeyOfTheUsersOwnGoesBeforeOurDefaultWithOrWithoutItsPrefix() {
    given.put("max.request.size", "123456");
    given.put("producer.linger.ms", "0");
    assertThat(new StreamsConfig(ServeSettings.of(given, 1).streams()).getProducerConfigs("c"))
        .containsEntry("max.request.size", "123456")
        .containsEntry("linger.ms", "0");
  }

  @Test
  void valuesMayStandInFilesOfTheirOwn(@TempDir Path folder) throws IOException {
    Path secrets = Files.writeString(folder.resolve("secrets"), "jaas=hunter2\nsize=7\n");
    given.put("config.providers", "file");
    given.put("config.providers.file.class", FileConfigProvider.class.getName());
    given.put("sasl.jaas.config", "${file:" + secrets + ":jaas}");
    given.put("leebert.batch.size", "${file:" + secrets + ":size}");
    ServeSettings settings = ServeSettings.of(given, 1);
    assertThat(settings.streams()).containsEntry("sasl.jaas.config", "hunter2");
    assertThat(settings.batch().size()).isEqualTo(7);
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @Test
  void patienceFollowsTheLoadUnlessANumberOrTheBundlesIsAskedFor() {
    PatienceChoice usual = ServeSettings.of(given, 1).autoscale();
    assertThat(usual.allowed()).isTrue();
    assertThat(usual.required()).isFalse();
    assertThat(usual.settings().leastPatience()).isEqualTo(1);
    assertThat(usual.settings().mostPatience()).isEqualTo(Integer.MAX_VALUE);
    assertThat(usual.settings().lagTarget()).isEqualTo(Duration.ofSeconds(2));
    assertThat(usual.settings().headroom()).isEqualTo(0.2);
    assertThat(usual.settings().hold()).isEqualTo(Duration.ofSeconds(5));
    assertThat(usual.settings().retry()).isEqualTo(Duration.ofSeconds(60));

    given.put("leebert.patience", "auto");
    given.put("leebert.patience.min", "0");
    given.put("leebert.patience.max", "6");
    given.put("leebert.lag.target.ms", "500");
    given.put("leebert.patience.headroom", "0.5");
    given.put("leebert.patience.hold.ms", "0");
    given.put("leebert.patience.retry.ms", "90000");
    PatienceChoice auto = ServeSettings.of(given, 1).autoscale();
    assertThat(auto.required()).isTrue();
    assertThat(auto.settings())
        .isEqualTo(
            new AutoscaleSettings(
                0, 6, Duration.ofMillis(500), 0.5, Duration.ZERO, Duration.ofSeconds(90)));

    for (String fixed : new String[] {"bundle", "3"}) {
      given.put("leebert.patience", fixed);
      assertThat(ServeSettings.of(given, 1).autoscale().allowed()).isFalse();
    }
  }

  @Test
  void patienceThatIsNoNumberOrWhoseLimitsCrossIsRefused() {
    given.put("leebert.patience", "some");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .hasMessageContaining("leebert.patience: must be auto, bundle or a number");

    given.put("leebert.patience", "auto");
    given.put("leebert.patience.min", "5");
    given.put("leebert.patience.max", "4");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .hasMessageContaining("must not be below leebert.patience.min, which is 5");
  }

  @Test
  void fieldsOfTextsThatHaveNoneAreRefused() {
    given.put("leebert.input.format", "text");
    given.put("leebert.input.id.field", "number");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .hasMessage(
            "leebert.input.id.field is set, but leebert.input.format is text, which has no fields");
  }

  @Test
  void aLagTargetThatTheWaitForCompanyAloneUsesUpIsRefused() {
    given.put("leebert.batch.delay.ms", "500");
    given.put("leebert.lag.target.ms", "500");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .hasMessageContaining("leebert.lag.target.ms")
        .hasMessageContaining("must be above leebert.batch.delay.ms, which is 500");
  }

  @Test
  void anEmptyOptionalSettingIsNotSet() {
    given.put("leebert.patience", "");
    assertThat(ServeSettings.of(given, 1).autoscale().fixed()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "leebert.batch.sise, leebert.batch.size",
    "leebert.batch.delay, leebert.batch.delay.ms",
    "leebert.output.topics, leebert.output.topic",
    "leebert.pateince, leebert.patience"
  })
  void anUnknownKeyOfOursIsAnErrorThatNamesTheNearest(String unknown, String nearest) {
    given.put(unknown, "1");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessage("there is no setting " + unknown + "; did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bootstrap.servers", "application.id", "schema.registry.url", "leebert.bundle"})
  void aMissingSettingIsNamed(String key) {
    given.remove(key);
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "leebert.batch.size, 0",
    "leebert.batch.size, many",
    "leebert.batch.delay.ms, -1",
    "leebert.patience, -1",
    "leebert.device, gpu",
    "leebert.device, cuda:x",
    "leebert.input.format, xml",
    "leebert.input.text.field, a..b",
    "leebert.input.id.field, .id",
    "leebert.device.required, perhaps",
    "leebert.queue.size, 63",
    "leebert.inference.threads, 0",
    "leebert.streams.threads, 0",
    "leebert.labelled.answers, 0",
    "leebert.labelled.wait.ms, -1",
    "leebert.avro.serializer, no.such.Type",
    "producer.transaction.timeout.ms, soon",
    "processing.guarantee, at_least_once",
    "group.protocol, consumer",
    "processing.exception.handler, com.example.GoOn",
    "production.exception.handler, com.example.GoOn",
    "default.production.exception.handler, com.example.GoOn",
    "default.timestamp.extractor, com.example.LogAndSkip"
  })
  void aBadValueIsAnErrorThatNamesKeyAndValue(String key, String value) {
    given.put(key, value);
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams", "STREAMS"})
  void bothGroupProtocolsOfKafkaStreamsAreTaken(String protocol) {
    given.put("group.protocol", protocol);
    assertThat(ServeSettings.of(given, 1).streams()).containsEntry("group.protocol", protocol);
  }

  @Test
  void staticMembershipIsRefusedWhereTheProtocolHasNone() {
    given.put("group.protocol", "streams");
    given.put("group.instance.id", "desk-1");
    assertThatThrownBy(() -> ServeSettings.of(given, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("group.instance.id cannot be used with group.protocol=streams");
  }
}
