package io.leebert.streams.inference;

import ai.onnxruntime.OnnxTensor;
import java.util.HashMap;
import java.util.Map;

/** The tensors of one run; closing frees their native side, which nothing else does in time. */
final class InputTensors implements AutoCloseable {
  private final Map<String, OnnxTensor> tensors = new HashMap<>();

  void add(String name, OnnxTensor tensor) {
    tensors.put(name, tensor);
  }

  Map<String, OnnxTensor> byName() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
