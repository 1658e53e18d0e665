package io.leebert.trainer.evaluate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.exits.ExitRule;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs an exported graph in ONNX Runtime over many rows, rows of similar length together. */
public final class GraphRunner implements AutoCloseable {

  private static final int BATCH = 32;

  private final OrtEnvironment environment;
  private final OrtSession session;

  private Runnable afterBatch = () -> {};

  private GraphRunner(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Runs something after every batch from now on: what it throws ends the run.
   *
   * @return this
   */
  public GraphRunner afterEveryBatch(Runnable action) {
    afterBatch = action;
    return this;
  }

  /**
   * Opens a graph on the CPU.
   *
   * @param threads threads of one run
   * @throws OrtException when the file is not a graph that ONNX Runtime can run
   */
  public static GraphRunner open(Path model, int threads) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      return new GraphRunner(environment, environment.createSession(model.toString(), options));
    }
  }

  /**
   * Opens a graph in memory on the CPU.
   *
   * @param threads threads of one run
   * @throws OrtException when it is not a graph that ONNX Runtime can run
   */
  public static GraphRunner open(byte[] model, int threads) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      return new GraphRunner(environment, environment.createSession(model, options));
    }
  }

  /**
   * Runs every row under one exit rule; the answers are in the order of the rows. The votes of the
   * rule are the graph's own business and not passed in.
   *
   * @throws OrtException when a run fails
   */
  public List<GraphAnswer> run(List<TokenizedRow> rows, ExitRule rule) throws OrtException {
    int[] byLength =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    GraphAnswer[] answers = new GraphAnswer[rows.size()];
    for (int from = 0; from < byLength.length; from += BATCH) {
      int[] chosen = Arrays.copyOfRange(byLength, from, Math.min(from + BATCH, byLength.length));
      List<GraphAnswer> some = runBatch(Arrays.stream(chosen).mapToObj(rows::get).toList(), rule);
      for (int i = 0; i < chosen.length; i++) {
        answers[chosen[i]] = some.get(i);
      }
      afterBatch.run();
    }
    return List.of(answers);
  }

  private List<GraphAnswer> runBatch(List<TokenizedRow> rows, ExitRule rule) throws OrtException {
    Batch batch = Batch.of(rows);
    long[] mask = new long[batch.mask().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (long) batch.mask()[i];
    }
    long[] shape = {batch.rows(), batch.length()};
    long[] perRow = {batch.rows()};
    long[] patience = new long[batch.rows()];
    Arrays.fill(patience, rule.patience());
    try (OnnxTensor ids = longs(batch.ids(), shape);
        OnnxTensor real = longs(mask, shape);
        OnnxTensor types = longs(batch.types(), shape);
        OnnxTensor patiences = longs(patience, perRow);
        OnnxTensor confidence = floats(batch.rows(), rule.minConfidence());
        OnnxTensor entropy = floats(batch.rows(), rule.maxEntropy());
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", ids,
                    "attention_mask", real,
                    "token_type_ids", types,
                    "patience", patiences,
                    "min_confidence", confidence,
                    "max_entropy", entropy))) {
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      long[] layers = (long[]) result.get("exit_layer").orElseThrow().getValue();
      List<GraphAnswer> answers = new ArrayList<>(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        answers.add(new GraphAnswer(Math.toIntExact(layers[i]), probabilities[i]));
      }
      return answers;
    }
  }

  private OnnxTensor longs(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private OnnxTensor floats(int rows, float value) throws OrtException {
    float[] values = new float[rows];
    Arrays.fill(values, value);
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {rows});
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
