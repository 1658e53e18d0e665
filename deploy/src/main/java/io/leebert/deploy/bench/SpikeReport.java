package io.leebert.deploy.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.trainer.report.Drawing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The runs beside each other.
 *
 * @param lagTargetSeconds how old an event may get where patience follows the load
 * @param results one per run
 */
public record SpikeReport(double lagTargetSeconds, List<SpikeResult> results) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PLOT_WIDTH = 80;
  private static final String BARS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /** Copies the list. */
  public SpikeReport {
    results = List.copyOf(results);
  }

  /** Whether every event of every run came out exactly once and in order. */
  public boolean clean() {
    return results.stream().allMatch(result -> result.counts().clean());
  }

  /** Tables and plots for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (SpikeResult result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s: %d events, %d lost, %d doubled, %d out of order%n"
                  + "  %-12s %9s %9s %10s %10s %9s %10s %9s%n",
              result.name(),
              result.counts().sent(),
              result.counts().lost(),
              result.counts().duplicated(),
              result.counts().outOfOrder(),
              "phase",
              "events/s",
              "lag, most",
              "age p50",
              "age p99",
              "patience",
              "exit layer",
              "accuracy"));
      List<SpikeResult.Row> rows = result.phases();
      for (int i = 0; i < rows.size(); i++) {
        SpikeResult.Row row = rows.get(i);
        text.append(
            String.format(
                Locale.ROOT,
                "  %-12s %9.0f %9d %8.2f s %8.2f s %9.1f %10.2f %7.1f %%%n",
                row.name(),
                result.plan().phases().get(i).perSecond(),
                row.lagMost(),
                row.ageP50(),
                row.ageP99(),
                row.patience(),
                row.layer(),
                100 * row.accuracy()));
      }
      plot(text, result);
      for (PatienceChange change : result.changes()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %6.1f s  patience %d -> %d: %s%n",
                change.second(),
                change.from(),
                change.to(),
                change.reason()));
      }
    }
    return text.toString();
  }

  /**
   * Draws all of it over time, as PNG.
   *
   * @throws IOException when the file cannot be written, or nothing can be drawn here
   */
  public void draw(Path file) throws IOException {
    Drawing.require(file.toString());
    new SpikePlot(lagTargetSeconds, results).write(file);
  }

  private void plot(StringBuilder text, SpikeResult result) {
    double seconds = result.plan().phases().stream().mapToDouble(LoadPlan.Phase::seconds).sum();
    List<SpikeResult.Row> rows = result.every(Math.max(1, Math.ceil(seconds / PLOT_WIDTH)));
    strip(text, "lag", "events", rows, SpikeResult.Row::lagMost);
    strip(text, "age p50", "s", rows, SpikeResult.Row::ageP50);
    strip(text, "age p99", "s", rows, SpikeResult.Row::ageP99);
    strip(text, "patience", "", rows, SpikeResult.Row::patience);
    strip(text, "layer", "", rows, SpikeResult.Row::layer);
    strip(text, "accuracy", "", rows, SpikeResult.Row::accuracy);
  }

  private static void strip(
      StringBuilder text,
      String name,
      String unit,
      List<SpikeResult.Row> rows,
      ToDoubleFunction<SpikeResult.Row> value) {
    double most = rows.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).max().orElse(0);
    text.append(String.format(Locale.ROOT, "  %-9s|", name));
    for (SpikeResult.Row row : rows) {
      double v = value.applyAsDouble(row);
      int bar = Double.isNaN(v) || most == 0 ? 0 : (int) Math.ceil(v / most * 8);
      text.append(BARS.charAt(Math.min(8, bar)));
    }
    text.append(String.format(Locale.ROOT, "| up to %.4g %s%n", most, unit));
  }

  /**
   * Writes all of it as JSON: per run the phases, every second, and when and why patience changed.
   *
   * @throws IOException when the file cannot be written
   */
  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("lagTargetSeconds", lagTargetSeconds);
    ArrayNode runs = root.putArray("runs");
    for (SpikeResult result : results) {
      ObjectNode run = runs.addObject().put("name", result.name());
      run.put("events", result.counts().sent())
          .put("lost", result.counts().lost())
          .put("duplicated", result.counts().duplicated())
          .put("outOfOrder", result.counts().outOfOrder());
      rows(run.putArray("phases"), result.phases());
      rows(run.putArray("seconds"), result.every(1));
      ArrayNode changes = run.putArray("changes");
      for (PatienceChange change : result.changes()) {
        changes
            .addObject()
            .put("second", change.second())
            .put("from", change.from())
            .put("to", change.to())
            .put("reason", change.reason());
      }
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static void rows(ArrayNode array, List<SpikeResult.Row> rows) {
    for (SpikeResult.Row row : rows) {
      ObjectNode node = array.addObject().put("name", row.name()).put("events", row.events());
      node.put("lagMost", row.lagMost());
      number(node, "ageP50Seconds", row.ageP50());
      number(node, "ageP99Seconds", row.ageP99());
      number(node, "patience", row.patience());
      number(node, "meanExitLayer", row.layer());
      number(node, "accuracy", row.accuracy());
    }
  }

  /** JSON has no NaN: nothing was measured. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, Math.round(value * 1e4) / 1e4);
    }
  }
}
