package io.leebert.streams.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bundle's graph in an ONNX Runtime session. The exits are inside the graph: rows {@code [B,S]}
 * with their patience {@code [B]} go in, probabilities {@code [B,K]} and exit layers {@code [B]}
 * come out, each row at the depth it needed (PABEE's patience, with confidence and entropy exits
 * beside it). One run at a time, for the input buffers are shared between runs; on a GPU all of
 * them must come from one thread, for hopping makes CUDA memory grow.
 */
public final class OnnxClassifier implements Classifier {
  private final OrtSession session;
  private final ExitRuleSettings exitRule;
  private final int layers;
  private final int labels;
  private final InputBuffers buffers = new InputBuffers();

  /** Held by a run: a session that is closed under one takes the process with it. */
  private final ReentrantLock running = new ReentrantLock();

  private boolean closed;

  private OnnxClassifier(OrtSession session, ModelManifest manifest) {
    this.session = session;
    this.exitRule = manifest.getExitRule();
    this.layers = manifest.getLayers();
    this.labels = manifest.getLabels().size();
  }

  /**
   * Opens the bundle's graph and checks that it is one this class can run.
   *
   * @throws ModelLoadException when the device is missing, or the file is not such a graph
   */
  public static OnnxClassifier open(ModelBundle bundle, SessionSettings settings) {
    OrtSession session = Sessions.open(bundle.model(), settings);
    try {
      GraphContract.check(session, bundle.model().toString());
      return new OnnxClassifier(session, bundle.manifest());
    } catch (OrtException e) {
      close(session);
      throw new ModelLoadException("cannot read the inputs of " + bundle.model(), e);
    } catch (RuntimeException | Error e) {
      close(session);
      throw e;
    }
  }

  @Override
  public List<Classification> classify(List<Row> rows) {
    running.lock();
    try {
      if (closed) {
        throw new InferenceException("the network is closed", null);
      }
      return run(rows);
    } finally {
      running.unlock();
    }
  }

  private List<Classification> run(List<Row> rows) {
    try (InputTensors inputs =
            buffers.fill(
                Sessions.environment(),
                rows,
                exitRule.getMinConfidence(),
                exitRule.getMaxEntropy());
        OrtSession.Result result = session.run(inputs.byName())) {
      return read(result, rows.size());
    } catch (OrtException e) {
      throw new InferenceException(
          "the network failed on a batch of " + rows.size() + " rows: " + e.getMessage(), e);
    }
  }

  private List<Classification> read(OrtSession.Result result, int rows) {
    OnnxTensor probabilities = tensor(result, GraphContract.PROBABILITIES);
    OnnxTensor exitLayers = tensor(result, GraphContract.EXIT_LAYER);
    long[] shape = probabilities.getInfo().getShape();
    long[] exits = exitLayers.getInfo().getShape();
    if (!Arrays.equals(shape, new long[] {rows, labels})
        || !Arrays.equals(exits, new long[] {rows})) {
      throw new InferenceException(
          "the network was given "
              + rows
              + " rows and knows "
              + labels
              + " labels, but answered with probabilities "
              + Arrays.toString(shape)
              + " and exit layers "
              + Arrays.toString(exits));
    }
    FloatBuffer values = probabilities.getFloatBuffer();
    LongBuffer layersLeft = exitLayers.getLongBuffer();
    List<Classification> classifications = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      float[] row = new float[labels];
      values.get(i * labels, row);
      classifications.add(checked(row, layersLeft.get(i)));
    }
    return classifications;
  }

  private Classification checked(float[] row, long exitLayer) {
    for (float probability : row) {
      if (!(probability >= 0 && probability <= 1.0001f)) {
        throw new InferenceException(
            "the network answered with probabilities that are none: " + Arrays.toString(row));
      }
    }
    if (exitLayer < 1 || exitLayer > layers) {
      throw new InferenceException(
          "the network has " + layers + " layers, but a row left at layer " + exitLayer);
    }
    return new Classification(row, (int) exitLayer);
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    OnnxValue value =
        result
            .get(name)
            .orElseThrow(() -> new InferenceException("the network gave no output " + name));
    if (value instanceof OnnxTensor tensor) {
      return tensor;
    }
    throw new InferenceException("the network's output " + name + " is not a tensor");
  }

  /** Frees the session; waits for a run to end, and does nothing the second time. */
  @Override
  public void close() {
    running.lock();
    try {
      if (!closed) {
        closed = true;
        close(session);
      }
    } finally {
      running.unlock();
    }
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close the session", e);
    }
  }
}
