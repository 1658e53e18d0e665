package io.leebert.deploy.quickstart;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.deploy.traffic.LedgerCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the quickstart ends with.
 *
 * @param calm the events one by one, at the model's patience: latencies come from here
 * @param adaptive all events at once, at the model's patience
 * @param full the same events at once, at full depth
 * @param others passes that count for nothing but what was lost or doubled
 * @param retrained what the retraining did, or null where there was none
 * @param trainingSeconds wall-clock time of training
 * @param totalSeconds wall-clock time of everything
 */
record Summary(
    PassResult calm,
    PassResult adaptive,
    PassResult full,
    List<PassResult> others,
    @Nullable Retrained retrained,
    double trainingSeconds,
    double totalSeconds) {

  /** Every event of every pass. */
  LedgerCounts everything() {
    LedgerCounts all = calm.counts().plus(adaptive.counts()).plus(full.counts());
    for (PassResult other : others) {
      all = all.plus(other.counts());
    }
    return retrained == null ? all : all.plus(retrained.everything());
  }

  /** Layers of the model over the mean layer the events left at. */
  double layerSpeedup() {
    return adaptive.layers() / adaptive.meanExitLayer();
  }

  /** Time at full depth over time at the model's patience, for the same events. */
  double wallClockSpeedup() {
    return full.seconds() / adaptive.seconds();
  }

  /** For people. */
  String text() {
    return String.join("\n", rows());
  }

  private List<String> rows() {
    LedgerCounts all = everything();
    List<String> rows = new ArrayList<>();
    Collections.addAll(
        rows,
        "",
        "Summary",
        row("events", "%d in, %d predictions out", adaptive.counts().sent(), answeredOnce()),
        row(
            "of all %,d sent",
            all.sent(),
            "%d lost, %d doubled, %d out of order within a key",
            all.lost(),
            all.duplicated() + all.unknown(),
            all.outOfOrder()),
        row("accuracy", "%.1f %% (full depth: %.1f %%)", pct(adaptive), pct(full)),
        row("mean exit layer", "%.1f of %d", adaptive.meanExitLayer(), adaptive.layers()),
        row("speed-up by layers", "%.2f times", layerSpeedup()),
        row(
            "speed-up by the clock",
            "%.2f times (%.0f events/s against %.0f at full depth, the same events)",
            wallClockSpeedup(),
            adaptive.eventsPerSecond(),
            full.eventsPerSecond()),
        row(
            "latency, calm traffic",
            "%.0f ms median, %.0f ms at 99 %%, produced to committed prediction read",
            calm.latencyMillis(50),
            calm.latencyMillis(99)));
    if (retrained != null) {
      rows.add(
          row(
              "new kind of message",
              "%.1f %% right before retraining, %.1f %% after",
              pct(retrained.before()),
              pct(retrained.after())));
      rows.add(
          row(
              "retraining",
              "%.0f s from the command to the new model's first prediction, swapped within %.0f ms",
              retrained.seconds(),
              retrained.swapGapMillis()));
    }
    rows.add(row("time", "%.0f s, of which training %.0f s", totalSeconds, trainingSeconds));
    return rows;
  }

  private int answeredOnce() {
    return adaptive.counts().sent() - adaptive.counts().lost();
  }

  private static double pct(PassResult pass) {
    return 100 * pass.accuracy();
  }

  private static String row(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "  %-22s ", name)
        + String.format(Locale.ROOT, format, values);
  }

  private static String row(String name, int count, String format, Object... values) {
    return row(String.format(Locale.ROOT, name, count), format, values);
  }

  /**
   * For scripts. {@code events}, {@code predictions}, {@code accuracy}, {@code meanExitLayer} are
   * those of the pass at the model's patience; {@code lost}, {@code duplicated} and {@code
   * outOfOrder} count over all passes, which are listed under {@code passes}.
   */
  ObjectNode json() {
    ObjectNode node = new JsonMapper().createObjectNode();
    LedgerCounts all = everything();
    node.put("events", adaptive.counts().sent());
    node.put("predictions", adaptive.counts().predictions());
    node.put("lost", all.lost());
    node.put("duplicated", all.duplicated() + all.unknown());
    node.put("outOfOrder", all.outOfOrder());
    node.put("accuracy", rounded(adaptive.accuracy()));
    node.put("fullDepthAccuracy", rounded(full.accuracy()));
    node.put("layers", adaptive.layers());
    node.put("meanExitLayer", rounded(adaptive.meanExitLayer()));
    node.put("layerSpeedup", rounded(layerSpeedup()));
    node.put("wallClockSpeedup", rounded(wallClockSpeedup()));
    node.put("latencyMsP50", rounded(calm.latencyMillis(50)));
    node.put("latencyMsP99", rounded(calm.latencyMillis(99)));
    if (retrained != null) {
      node.put("modelsPromoted", retrained.modelsPromoted());
      node.put("accuracyBefore", rounded(retrained.before().accuracy()));
      node.put("accuracyAfter", rounded(retrained.after().accuracy()));
      node.put("retrainSeconds", rounded(retrained.seconds()));
      node.put("swapGapMs", rounded(retrained.swapGapMillis()));
    }
    node.put("trainingSeconds", rounded(trainingSeconds));
    node.put("totalSeconds", rounded(totalSeconds));
    ArrayNode passes = node.putArray("passes");
    others.forEach(pass -> add(passes, pass));
    List.of(calm, adaptive, full).forEach(pass -> add(passes, pass));
    if (retrained != null) {
      add(passes, retrained.before());
      retrained.during().forEach(pass -> add(passes, pass));
      add(passes, retrained.after());
    }
    return node;
  }

  private static void add(ArrayNode passes, PassResult pass) {
    ObjectNode node = passes.addObject();
    node.put("name", pass.name());
    node.put("events", pass.counts().sent());
    node.put("predictions", pass.counts().predictions());
    node.put("lost", pass.counts().lost());
    node.put("duplicated", pass.counts().duplicated() + pass.counts().unknown());
    node.put("outOfOrder", pass.counts().outOfOrder());
    node.put("accuracy", rounded(pass.accuracy()));
    node.put("meanExitLayer", rounded(pass.meanExitLayer()));
    node.put("seconds", rounded(pass.seconds()));
    node.put("eventsPerSecond", rounded(pass.eventsPerSecond()));
    node.put("latencyMsP50", rounded(pass.latencyMillis(50)));
    node.put("latencyMsP99", rounded(pass.latencyMillis(99)));
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : 0;
  }

  /** Writes {@link #json} to a file. */
  void write(Path file) throws IOException {
    Files.writeString(file, json().toPrettyString() + "\n");
  }
}
