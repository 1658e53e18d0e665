package io.leebert.trainer.export;

import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import java.util.Map;

/**
 * What a bundle says of a model besides the network itself.
 *
 * @param name name of the model
 * @param version its version
 * @param metric what its scores are
 * @param textPair true when rows are pairs of texts
 * @param served when rows leave unless the user says otherwise
 * @param provenance how to make it again
 */
public record BundleDetails(
    String name,
    String version,
    Metric metric,
    boolean textPair,
    ExitRule served,
    Map<String, String> provenance) {

  /** Copies the map. */
  public BundleDetails {
    provenance = Map.copyOf(provenance);
  }
}
