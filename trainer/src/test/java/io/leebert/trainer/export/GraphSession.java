package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.exits.ExitRule;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network's exported graph in ONNX Runtime, every row of a batch with a rule of its own. */
final class GraphSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  GraphSession(MultiExitNetwork network) throws OrtException {
    this(MultiExitGraph.of(network));
  }

  GraphSession(ModelProto graph) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(graph.toByteArray(), options);
    }
  }

  /** One run over all the rows together. */
  List<GraphAnswer> run(List<TokenizedRow> rows, List<ExitRule> rules) throws OrtException {
    Batch batch = Batch.of(rows);
    long[] mask = new long[batch.mask().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (long) batch.mask()[i];
    }
    FloatBuffer confidence = FloatBuffer.allocate(rows.size());
    FloatBuffer entropy = FloatBuffer.allocate(rows.size());
    for (ExitRule rule : rules) {
      confidence.put(rule.minConfidence());
      entropy.put(rule.maxEntropy());
    }
    long[] patience = rules.stream().mapToLong(ExitRule::patience).toArray();
    long[] shape = {batch.rows(), batch.length()};
    long[] perRow = {batch.rows()};
    try (OnnxTensor ids = longs(batch.ids(), shape);
        OnnxTensor real = longs(mask, shape);
        OnnxTensor types = longs(batch.types(), shape);
        OnnxTensor patiences = longs(patience, perRow);
        OnnxTensor confidences = OnnxTensor.createTensor(environment, confidence.flip(), perRow);
        OnnxTensor entropies = OnnxTensor.createTensor(environment, entropy.flip(), perRow);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", ids,
                    "attention_mask", real,
                    "token_type_ids", types,
                    "patience", patiences,
                    "min_confidence", confidences,
                    "max_entropy", entropies))) {
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      long[] layers = (long[]) result.get("exit_layer").orElseThrow().getValue();
      List<GraphAnswer> answers = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        answers.add(new GraphAnswer(Math.toIntExact(layers[i]), probabilities[i]));
      }
      return answers;
    }
  }

  private OnnxTensor longs(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
