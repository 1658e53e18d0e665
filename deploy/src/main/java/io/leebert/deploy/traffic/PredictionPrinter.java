package io.leebert.deploy.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.Prediction;
import java.util.Locale;

/** Predictions for people (a table) and for scripts (JSON lines). */
public final class PredictionPrinter {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "%-16s %-14s %-20s %10s %8s %8s  %-20s %s";

  private PredictionPrinter() {}

  /** The table's first line. */
  public static String tableHeader() {
    return String.format(
        Locale.ROOT,
        ROW,
        "KEY",
        "ID",
        "LABEL",
        "CONFIDENCE",
        "EXIT",
        "PATIENCE",
        "MODEL",
        "SOURCE");
  }

  /** One line of the table. */
  public static String tableRow(SeenPrediction seen) {
    Prediction p = seen.prediction();
    return String.format(
        Locale.ROOT,
        ROW,
        seen.key() == null ? "-" : seen.key(),
        p.getId() == null ? "-" : p.getId(),
        p.getLabel(),
        String.format(Locale.ROOT, "%.1f %%", 100 * p.getConfidence()),
        p.getExitLayer() + "/" + p.getLayers(),
        p.getPatience(),
        p.getModel() + " " + p.getModelVersion(),
        p.getSource().getTopic()
            + "-"
            + p.getSource().getPartition()
            + "@"
            + p.getSource().getOffset());
  }

  /** One JSON object without line breaks, with the fields of {@code Prediction} and the key. */
  public static String json(SeenPrediction seen) {
    Prediction p = seen.prediction();
    ObjectNode node = JSON.createObjectNode();
    node.put("key", seen.key()).put("id", p.getId()).put("label", p.getLabel());
    node.put("confidence", p.getConfidence());
    node.put("exitLayer", p.getExitLayer()).put("layers", p.getLayers());
    node.put("patience", p.getPatience());
    node.put("model", p.getModel()).put("modelVersion", p.getModelVersion());
    node.put("tokens", p.getTokens()).put("truncated", p.getTruncated());
    ObjectNode probabilities = node.putObject("probabilities");
    p.getProbabilities().forEach(probabilities::put);
    ObjectNode timings = node.putObject("timings");
    timings.put("tokenizeMicros", p.getTimings().getTokenizeMicros());
    timings.put("queueMicros", p.getTimings().getQueueMicros());
    timings.put("inferenceMicros", p.getTimings().getInferenceMicros());
    timings.put("batchRows", p.getTimings().getBatchRows());
    timings.put("orderMicros", p.getTimings().getOrderMicros());
    timings.put("forwardMicros", p.getTimings().getForwardMicros());
    ObjectNode source = node.putObject("source");
    source.put("topic", p.getSource().getTopic());
    source.put("partition", p.getSource().getPartition());
    source.put("offset", p.getSource().getOffset());
    source.put("timestamp", p.getSource().getTimestamp().toEpochMilli());
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
    }
  }
}
