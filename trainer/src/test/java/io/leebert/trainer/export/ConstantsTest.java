package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.schemas.fixture.InLocale;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphQuality;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How trained numbers lie in an exported file, to the byte, and what int8 may make of them. */
class ConstantsTest {

  private final Constants constants = new Constants();

  @Test
  void aMatrixIsTurnedSoThatItsInputsComeFirst() {
    constants.transposed("m", Weight.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));

    TensorProto tensor = only();
    assertThat(tensor.getDimsList()).containsExactly(3L, 2L);
    assertThat(floats(tensor)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void turnedTwiceAMatrixIsAsItWas() {
    float[] values = {1, 2, 3, 4, 5, 6};
    constants.transposed("m", Weight.of(values, 2, 3));
    Constants again = new Constants();

    again.transposed("m", Weight.of(floats(only()), 3, 2));

    assertThat(floats(only(again))).containsExactly(values);
  }

  @Test
  void matricesSideBySideAnswerOneAfterTheOther() {
    Weight one = Weight.of(new float[] {1, 2}, 1, 2);
    Weight two = Weight.of(new float[] {3, 4, 5, 6}, 2, 2);

    constants.sideBySide("m", one, two);

    // Each input's row holds what it adds to the output of the first and both of the second.
    assertThat(only().getDimsList()).containsExactly(2L, 3L);
    assertThat(floats(only())).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void oneMatrixSideBySideIsThatMatrixTurned() {
    Weight matrix = Weight.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    constants.sideBySide("m", matrix);
    Constants turned = new Constants();
    turned.transposed("m", matrix);

    assertThat(only()).isEqualTo(only(turned));
  }

  @Test
  void vectorsEndToEndKeepTheirOrder() {
    constants.endToEnd("v", Weight.of(new float[] {1, 2}, 2), Weight.of(new float[] {3}, 1));

    assertThat(only().getDimsList()).containsExactly(3L);
    assertThat(floats(only())).containsExactly(1, 2, 3);
  }

  @Test
  void aNameIsStoredOnceHoweverOftenItIsAskedFor() {
    Weight weight = Weight.of(new float[] {1, 2}, 2);

    assertThat(constants.weight("w", weight)).isEqualTo("w");
    assertThat(constants.weight("w", weight)).isEqualTo("w");
    constants.number("n", 3);
    constants.number("n", 3);

    assertThat(constants.has("w")).isTrue();
    assertThat(constants.has("x")).isFalse();
    assertThat(tensors(constants)).extracting(TensorProto::getName).containsExactly("w", "n");
  }

  @Test
  void oneNumberHasNoDimensionAndSeveralHaveOne() {
    constants.number("n", -1);
    constants.numbers("ns", 1, Long.MIN_VALUE);
    constants.real("r", 0.5f);

    List<TensorProto> all = tensors(constants);
    assertThat(all.get(0).getDimsList()).isEmpty();
    assertThat(all.get(1).getDimsList()).containsExactly(2L);
    assertThat(all.get(2).getDimsList()).isEmpty();
    assertThat(all.get(0).getRawData().toByteArray())
        .containsExactly(-1, -1, -1, -1, -1, -1, -1, -1);
    assertThat(all.get(1).getRawData().toByteArray())
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -128);
    // 0.5 is 0x3F000000, its lowest byte first.
    assertThat(all.get(2).getRawData().toByteArray()).containsExactly(0, 0, 0, 0x3F);
  }

  @Test
  void numbersThatAreNoneAreKeptToTheBit() {
    float odd = Float.intBitsToFloat(0x7FC00001);
    TensorProto tensor =
        Constants.floats(
            "t",
            new float[] {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, odd},
            new int[] {5});
    FloatBuffer back = buffer(tensor);

    assertThat(back.get(0)).isNaN();
    assertThat(back.get(1)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Float.floatToRawIntBits(back.get(2))).isEqualTo(0x80000000);
    assertThat(back.get(3)).isEqualTo(Float.MIN_VALUE);
    assertThat(Float.floatToRawIntBits(back.get(4))).isEqualTo(0x7FC00001);
  }

  @Test
  void anEmptyTableIsOneOfNothing() {
    assertThat(Constants.floats("t", new float[0], new int[] {0, 4}).getRawData().size()).isZero();
  }

  @Test
  void theLargestOfEveryColumnIsKeptExactly() {
    float[] matrix = {1, -8, 0.25f, 2};
    Int8Values int8 = Int8Values.byColumn(Constants.floats("m", matrix, new int[] {2, 2}));

    assertThat(int8.values()).containsExactly(63, -63, 16, 16);
    assertThat(int8.floats(2, false)[1]).isCloseTo(-8f, within(1e-6f));
  }

  @Test
  void anOutlierCoarsensItsOwnRowOnly() {
    float[] table = {1000, 1, 1, 0.5f};
    Int8Values int8 = Int8Values.byRow(Constants.floats("t", table, new int[] {2, 2}));
    float[] back = int8.floats(2, true);

    assertThat(back[1]).isZero();
    assertThat(back[2]).isCloseTo(1, within(1e-6f));
    assertThat(back[3]).isCloseTo(0.5f, within(0.005f));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsInt8AlreadyStaysAsItIs(long seed) {
    Random random = new Random(seed);
    float[] matrix = new float[60];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) random.nextGaussian();
    }
    Int8Values once = Int8Values.byColumn(Constants.floats("m", matrix, new int[] {10, 6}));
    Int8Values twice =
        Int8Values.byColumn(Constants.floats("m", once.floats(6, false), new int[] {10, 6}));

    assertThat(twice.values()).containsExactly(once.values());
  }

  @Test
  void oneRowOrOneColumnIsEnough() {
    Int8Values row = Int8Values.byRow(Constants.floats("t", new float[] {3, -6}, new int[] {1, 2}));
    Int8Values column =
        Int8Values.byColumn(Constants.floats("m", new float[] {3, -6}, new int[] {2, 1}));

    assertThat(row.scales()).hasSize(1);
    assertThat(row.values()).containsExactly(64, -127);
    assertThat(column.scales()).hasSize(1);
    assertThat(column.values()).containsExactly(32, -63);
  }

  @ParameterizedTest
  @CsvSource({"0.89,1,true", "0.8899,1,false", "0.9,0,true", "0.8999,0,false", "0.0,100,true"})
  void theBoundItselfIsAllowedAndNothingBeyond(double int8, double bound, boolean allowed) {
    Quantization quantization = new Quantization("accuracy", quality(0.9), quality(int8), bound);

    if (allowed) {
      assertThatCode(quantization::require).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(quantization::require)
          .isInstanceOf(QuantizationException.class)
          .hasMessageContaining("accuracy at the served exit rule falls from 90.00");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void whatABundleSaysOfItsCostReadsTheSameEverywhere(String tag) {
    Quantization quantization = new Quantization("macro-f1", quality(0.9), quality(0.895), 1);
    String table = quantization.table();
    InLocale.check(
        tag,
        () -> {
          assertThat(quantization.table()).isEqualTo(table);
          assertThat(quantization.provenance()).containsEntry("quantize.servedScore.int8", "89.50");
        });
  }

  @Test
  void heldOutRowsNeedAnAnswerEach() {
    TokenizedRow row = new TokenizedRow(new long[] {1}, new long[1], 0, false);

    assertThatThrownBy(() -> new HeldOut(List.of(), new float[0][][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "every held-out row needs the network's probabilities, found 0 rows and"
                + " probabilities of 0");
    assertThatThrownBy(() -> new HeldOut(List.of(row, row), new float[1][][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found 2 rows and probabilities of 1");
    assertThat(new HeldOut(List.of(row), new float[1][][]).gold()).containsExactly(0);
  }

  private static GraphQuality quality(double score) {
    PatienceQuality row =
        PatienceQuality.newBuilder()
            .setPatience(0)
            .setScore(score)
            .setAccuracy(score)
            .setMeanExitLayer(1)
            .setExitShares(List.of(1.0))
            .build();
    return new GraphQuality(List.of(row), row);
  }

  private TensorProto only() {
    return only(constants);
  }

  private static TensorProto only(Constants of) {
    assertThat(tensors(of)).hasSize(1);
    return tensors(of).get(0);
  }

  private static List<TensorProto> tensors(Constants of) {
    GraphProto.Builder graph = GraphProto.newBuilder();
    of.addTo(graph);
    return graph.getInitializerList();
  }

  private static float[] floats(TensorProto tensor) {
    FloatBuffer buffer = buffer(tensor);
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }

  private static FloatBuffer buffer(TensorProto tensor) {
    return tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }
}
