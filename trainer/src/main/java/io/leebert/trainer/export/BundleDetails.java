package io.leebert.trainer.export;

import io.leebert.trainer.evaluate.Metric;
import java.util.Map;

/**
 * What a bundle says of a model besides the network itself.
 *
 * @param name name of the model
 * @param version its version
 * @param metric what its scores are
 * @param textPair true when rows are pairs of texts
 * @param patience the patience it is served with unless the user says otherwise
 * @param provenance how to make it again
 */
public record BundleDetails(
    String name,
    String version,
    Metric metric,
    boolean textPair,
    int patience,
    Map<String, String> provenance) {

  /** Copies the map. */
  public BundleDetails {
    provenance = Map.copyOf(provenance);
  }
}
