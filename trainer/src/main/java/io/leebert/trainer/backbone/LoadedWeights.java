package io.leebert.trainer.backbone;

import java.util.Map;
import java.util.Set;

/** Arrays that are in memory already. */
record LoadedWeights(String description, Map<String, Weight> weights) implements WeightSource {

  @Override
  public Set<String> names() {
    return weights.keySet();
  }

  @Override
  public int[] shape(String name) {
    return weight(name).shape();
  }

  @Override
  public Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(description + " has no array " + name);
    }
    return weight;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
