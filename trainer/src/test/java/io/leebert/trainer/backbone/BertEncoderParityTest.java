package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.junit.jupiter.api.Test;

/** The default backbone as trainable operations against its original file in ONNX Runtime. */
class BertEncoderParityTest {

  private static final String MODEL = "/bge-small-en-v1.5.onnx";
  private static final int ROWS = 3;
  private static final int LENGTH = 17;
  private static final int[] REAL = {17, 9, 4};
  private static final int HIDDEN = 384;

  private final long[][] ids = new long[ROWS][LENGTH];
  private final long[][] mask = new long[ROWS][LENGTH];
  private final long[][] types = new long[ROWS][LENGTH];

  BertEncoderParityTest() {
    Random random = new Random(21);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < REAL[row]; i++) {
        ids[row][i] = 1000L + random.nextInt(20000);
        mask[row][i] = 1;
        types[row][i] = row == 0 && i > 8 ? 1 : 0;
      }
    }
  }

  @Test
  void theLastHiddenStatesAgreeToFourDecimals() throws OrtException, IOException {
    float[][][] original = inOnnxRuntime();
    float[] ours = inTraining();

    double largest = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < REAL[row]; i++) {
        for (int h = 0; h < HIDDEN; h++) {
          double difference = Math.abs(original[row][i][h] - ours[(row * LENGTH + i) * HIDDEN + h]);
          largest = Math.max(largest, difference);
        }
      }
    }
    assertThat(largest).isLessThan(1e-4);
  }

  private float[][][] inOnnxRuntime() throws OrtException, IOException {
    try (InputStream file =
        Objects.requireNonNull(BertEncoderParityTest.class.getResourceAsStream(MODEL))) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
          OrtSession session = environment.createSession(file.readAllBytes(), options);
          OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
          OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
          OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types);
          OrtSession.Result result =
              session.run(
                  Map.of(
                      "input_ids", idTensor,
                      "attention_mask", maskTensor,
                      "token_type_ids", typeTensor))) {
        return (float[][][]) result.get(0).getValue();
      }
    }
  }

  @SuppressWarnings("try") // scope and guard act by being open
  private float[] inTraining() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      BertEncoder encoder = new BertEncoder(DefaultBackbone.load(), 12, true, 0.1);
      float[] padding = new float[ROWS * LENGTH];
      for (int i = 0; i < padding.length; i++) {
        padding[i] = mask[i / LENGTH][i % LENGTH] == 0 ? -1e9f : 0;
      }
      List<Tensor> states =
          encoder.forward(
              Tensor.create(flat(ids), ROWS, LENGTH),
              Tensor.create(flat(types), ROWS, LENGTH),
              new TensorOptional(Tensor.create(padding, ROWS, 1, 1, LENGTH)),
              false);
      assertThat(states).hasSize(12);
      return TensorValues.floats(states.get(11));
    }
  }

  private static long[] flat(long[][] values) {
    long[] flat = new long[ROWS * LENGTH];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values[i / LENGTH][i % LENGTH];
    }
    return flat;
  }
}
