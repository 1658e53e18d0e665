package io.leebert.deploy.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leebert.deploy.quickstart.Programs;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.Timings;
import io.leebert.schemas.serde.AvroSerde;
import io.leebert.streams.inference.TextTokenizer;
import io.leebert.streams.inference.TokenizedText;
import java.io.IOException;
import java.io.Reader;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * What a user would write without us, to compare with: Kafka Streams, {@code mapValues}, one text
 * after the other through an ordinary export of the whole network. ONNX Runtime is left as it comes
 * but for the number of threads; Kafka Streams processes exactly once.
 */
public final class HandWrittenApp {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final TextTokenizer tokenizer;
  private final ModelManifest manifest;

  private HandWrittenApp(Path graph, ModelBundle bundle, int threads) throws OrtException {
    manifest = bundle.manifest();
    tokenizer = TextTokenizer.read(bundle.tokenizer(), manifest.getMaxLength());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(graph.toString(), options);
    }
  }

  /**
   * Runs until a signal comes.
   *
   * @param arguments properties of Kafka Streams, the ONNX file, the bundle it was made of, input
   *     and output topic, threads inside an operator
   */
  public static void main(String[] arguments) throws IOException, OrtException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(reader);
    }
    ModelBundle bundle = ModelBundle.read(Path.of(arguments[2]));
    HandWrittenApp app =
        new HandWrittenApp(Path.of(arguments[1]), bundle, Integer.parseInt(arguments[5]));
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            arguments[3], Consumed.with(Serdes.ByteArray(), serde(TextEvent.class, properties)))
        .mapValues(app::classify)
        .to(arguments[4], Produced.with(Serdes.ByteArray(), serde(Prediction.class, properties)));
    KafkaStreams streams = new KafkaStreams(builder.build(), properties);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            System.out.println(Programs.SERVING + "by hand");
          }
        });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stop"));
    streams.start();
  }

  private static <T extends SpecificRecord> AvroSerde<T> serde(
      Class<T> type, Properties properties) {
    AvroSerde<T> serde = AvroSerde.of(type);
    serde.configure(
        Map.of("schema.registry.url", properties.getProperty("schema.registry.url")), false);
    return serde;
  }

  private Prediction classify(TextEvent event) {
    long start = System.nanoTime();
    TokenizedText tokens = tokenizer.tokenize(event.getText(), event.getSecondText());
    long tokenized = System.nanoTime();
    float[] probabilities = run(tokens);
    long answered = System.nanoTime();
    List<String> labels = manifest.getLabels();
    Map<String, Float> named = new LinkedHashMap<>();
    int best = 0;
    for (int i = 0; i < probabilities.length; i++) {
      named.put(labels.get(i), probabilities[i]);
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return Prediction.newBuilder()
        .setLabel(labels.get(best))
        .setConfidence(probabilities[best])
        .setProbabilities(named)
        .setExitLayer(manifest.getLayers())
        .setLayers(manifest.getLayers())
        .setPatience(manifest.getLayers())
        .setModel(manifest.getModel())
        .setModelVersion(manifest.getModelVersion())
        .setId(event.getId())
        .setTokens(tokens.length())
        .setTruncated(tokens.truncated())
        .setTimings(
            Timings.newBuilder()
                .setTokenizeMicros(TimeUnit.NANOSECONDS.toMicros(tokenized - start))
                .setInferenceMicros(TimeUnit.NANOSECONDS.toMicros(answered - tokenized))
                .setBatchRows(1)
                .build())
        .setSource(new SourceCoordinates("", 0, 0L, Instant.EPOCH))
        .build();
  }

  private float[] run(TokenizedText tokens) {
    long[] shape = {1, tokens.length()};
    long[] mask = new long[tokens.length()];
    Arrays.fill(mask, 1);
    try (OnnxTensor ids = tensor(tokens.ids(), shape);
        OnnxTensor real = tensor(mask, shape);
        OnnxTensor types = tensor(tokens.segmentIds(), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", real, "token_type_ids", types))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] probabilities = new float[values.remaining()];
      values.get(probabilities);
      return probabilities;
    } catch (OrtException e) {
      throw new IllegalStateException("the network failed: " + e.getMessage(), e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }
}
