package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The network that comes back from a bundle is the one that went in. */
class BundleNetworkTest {

  @TempDir Path folder;

  static Stream<Arguments> networks() {
    Backbone albert = TinyBackbone.of(TinyBackbone.albert(6, 2, 2), 0.4, TinyTokenizer.json());
    return Stream.of(
        Arguments.of("a BERT", RandomNetwork.of(Pooling.MEAN, Activation.GELU)),
        Arguments.of("tanh and [CLS]", RandomNetwork.of(Pooling.CLS, Activation.GELU_TANH)),
        Arguments.of("an ALBERT of two groups", RandomNetwork.of(albert, Pooling.MEAN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void shapeWeightsAndExitsComeBackToTheBit(String name, RandomNetwork random) {
    MultiExitNetwork before = random.network();

    MultiExitNetwork after = BundleNetwork.of(bundle(random, null));

    assertThat(after.backbone().config()).isEqualTo(before.backbone().config());
    assertThat(after.backbone().weights().keySet()).isEqualTo(before.backbone().weights().keySet());
    before.backbone().weights().forEach((w, weight) -> same(after.backbone().weight(w), weight));
    for (int exit = 0; exit < before.exits().size(); exit++) {
      same(after.exits().get(exit).weight(), before.exits().get(exit).weight());
      same(after.exits().get(exit).bias(), before.exits().get(exit).bias());
    }
    assertThat(after.pooling()).isEqualTo(before.pooling());
    assertThat(after.labels()).isEqualTo(before.labels());
    assertThat(after.votes()).isEqualTo(before.votes());
    assertThat(after.maxLength()).isEqualTo(before.maxLength());
    assertThat(after.backbone().tokenizerJson()).isEqualTo(TinyTokenizer.json());
    assertThat(after.backbone().digests()).containsKey("model.onnx");
  }

  @Test
  void anExitWithoutAVoteIsNotInTheGraphAndComesBackAsZeros() {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU, 1, 3);

    MultiExitNetwork after = BundleNetwork.of(bundle(random, null));

    assertThat(after.votes()).containsExactly(false, true, false, true, true);
    assertThat(after.exits().get(0).weight().values()).containsOnly(0f);
    assertThat(after.exits().get(2).bias().values()).containsOnly(0f).hasSize(3);
    same(after.exits().get(1).weight(), random.network().exits().get(1).weight());
  }

  @Test
  void int8WeightsComeBackAsTheNumbersTheyStandFor() {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
    MultiExitNetwork before = random.network();

    MultiExitNetwork after = BundleNetwork.of(bundle(random, 100.0));

    assertThat(after.backbone().config()).isEqualTo(before.backbone().config());
    before
        .backbone()
        .weights()
        .forEach(
            (name, weight) -> {
              float[] values = after.backbone().weight(name).values();
              float largest = 0;
              for (float value : weight.values()) {
                largest = Math.max(largest, Math.abs(value));
              }
              assertThat(values).hasSameSizeAs(weight.values());
              for (int i = 0; i < values.length; i++) {
                // Half a step of the coarser of the two scales.
                assertThat(values[i]).as(name).isCloseTo(weight.values()[i], within(largest / 125));
              }
            });
    same(after.exits().get(4).weight(), before.exits().get(4).weight());
  }

  private ModelBundle bundle(RandomNetwork random, @Nullable Double int8Bound) {
    List<TokenizedRow> rows = RandomNetwork.rows(12);
    MultiExitNetwork network = random.network();
    float[][][] probabilities = rows.stream().map(random::probabilities).toArray(float[][][]::new);
    return new BundleExporter(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 1)
        .prepare(
            network,
            new HeldOut(rows, probabilities),
            new BundleDetails(
                "random",
                "1",
                Metric.ACCURACY,
                false,
                ExitRule.ofPatience(2, network.votes()),
                Map.of()),
            int8Bound)
        .write(folder.resolve("bundle"));
  }

  private static void same(Weight found, Weight expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.values()).isEqualTo(expected.values());
  }
}
