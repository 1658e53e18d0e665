package io.leebert.deploy.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The applications beside each other.
 *
 * @param manifest of the model
 * @param processors of this machine
 * @param rounds what every application did in every round; the first one is what others are
 *     compared with
 */
record ThroughputReport(
    ThroughputSettings settings,
    ModelManifest manifest,
    int processors,
    Map<Variant, List<Measures>> rounds) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "  (%s) %-38s";

  /** Whether every event of every run came out exactly once and in order. */
  boolean clean() {
    return rounds.values().stream()
        .flatMap(List::stream)
        .allMatch(measures -> measures.counts().clean());
  }

  /** Tables for people: medians over the rounds. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s %s, %d layers, on %d processors: %d events, medians of %d rounds",
        manifest.getModel(),
        manifest.getModelVersion(),
        manifest.getLayers(),
        processors,
        settings.events(),
        settings.rounds());
    throughput(text);
    bare(text);
    calm(text);
    outcome(text);
    return text.toString();
  }

  private void throughput(StringBuilder text) {
    String first = "vs (" + rounds.keySet().iterator().next().letter() + ")";
    line(
        text,
        "%n  %-42s %9s %8s %11s %8s %9s %10s",
        "all events at once",
        "events/s",
        first,
        "CPU s/1,000",
        first,
        "accuracy",
        "exit layer");
    Measures basis = null;
    for (Map.Entry<Variant, Measures> entry : medians()) {
      Measures is = entry.getValue();
      basis = basis == null ? is : basis;
      double speed = is.get(Measure.EVENTS_PER_SECOND);
      double cpu = is.get(Measure.CPU_SECONDS_PER_1000);
      line(
          text,
          NAME + " %9.1f %7.2fx %11.2f %7.2fx %7.1f %% %10.2f",
          entry.getKey().letter(),
          entry.getKey().name(),
          speed,
          speed / basis.get(Measure.EVENTS_PER_SECOND),
          cpu,
          cpu / basis.get(Measure.CPU_SECONDS_PER_1000),
          100 * is.get(Measure.ACCURACY),
          is.get(Measure.MEAN_EXIT_LAYER));
    }
  }

  private void bare(StringBuilder text) {
    line(
        text,
        "%n  %-42s %12s %11s %9s %8s %11s %12s %12s",
        "against the session alone",
        "session busy",
        "rows/batch",
        "alone: /s",
        "app/it",
        "rows/batch",
        "CPU s/1,000",
        "broker's CPU");
    for (Map.Entry<Variant, Measures> entry : medians()) {
      Measures is = entry.getValue();
      line(
          text,
          NAME + " %10.0f %% %11.1f %9s %8s %11s %12s %12.2f",
          entry.getKey().letter(),
          entry.getKey().name(),
          100 * is.get(Measure.SESSION_BUSY_SHARE),
          is.get(Measure.BATCH_ROWS),
          number("%.1f", is.get(Measure.BARE_ROWS_PER_SECOND)),
          number("%.2f", is.get(Measure.APP_TO_BARE)),
          number("%.1f", is.get(Measure.BARE_BATCH_ROWS)),
          number("%.2f", is.get(Measure.BARE_CPU_SECONDS_PER_1000)),
          is.get(Measure.BROKER_CPU_SECONDS_PER_1000));
    }
  }

  private void calm(StringBuilder text) {
    line(
        text,
        "%n  %-42s %9s %9s %24s",
        String.format(Locale.ROOT, "calm, %.4g events/s: latency in ms", settings.calmPerSecond()),
        "p50",
        "p99",
        "answer to forwarded, p50 and p99");
    for (Map.Entry<Variant, Measures> entry : medians()) {
      Measures is = entry.getValue();
      line(
          text,
          NAME + " %9.1f %9.1f %16s %15s",
          entry.getKey().letter(),
          entry.getKey().name(),
          is.get(Measure.CALM_P50_MILLIS),
          is.get(Measure.CALM_P99_MILLIS),
          number("%.2f", is.get(Measure.CALM_FORWARD_P50_MILLIS)),
          number("%.2f", is.get(Measure.CALM_FORWARD_P99_MILLIS)));
    }
  }

  private void outcome(StringBuilder text) {
    text.append(System.lineSeparator());
    for (Map.Entry<Variant, Measures> entry : medians()) {
      double idle = entry.getValue().get(Measure.IDLE_CPU_SHARE);
      if (!Double.isNaN(idle)) {
        line(
            text,
            "  an instance without events takes %.1f %% of a core (%d s watched)",
            100 * idle,
            settings.idleSeconds());
      }
    }
    LedgerCounts all =
        medians().stream()
            .map(entry -> entry.getValue().counts())
            .reduce(LedgerCounts::plus)
            .orElseThrow();
    line(
        text,
        "  of all %d events %d lost, %d doubled, %d out of order within a key",
        all.sent(),
        all.lost(),
        all.duplicated(),
        all.outOfOrder());
  }

  private List<Map.Entry<Variant, Measures>> medians() {
    List<Map.Entry<Variant, Measures>> medians = new ArrayList<>();
    rounds.forEach((variant, of) -> medians.add(Map.entry(variant, Measures.median(of))));
    return medians;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /**
   * Writes all of it as JSON: medians and every round.
   *
   * @throws IOException when the file cannot be written
   */
  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", manifest.getModel()).put("modelVersion", manifest.getModelVersion());
    root.put("layers", manifest.getLayers()).put("processors", processors);
    root.put("events", settings.events()).put("rounds", settings.rounds());
    root.put("patience", settings.patience());
    root.put("calmEventsPerSecond", settings.calmPerSecond());
    root.put("byHandStreamThreads", settings.byHandThreads());
    ArrayNode variants = root.putArray("variants");
    rounds.forEach(
        (variant, of) -> {
          ObjectNode node = variants.addObject();
          node.put("letter", variant.letter()).put("name", variant.name());
          measures(node.putObject("median"), Measures.median(of));
          ArrayNode all = node.putArray("rounds");
          of.forEach(measures -> measures(all.addObject(), measures));
        });
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static void measures(ObjectNode node, Measures measures) {
    for (Measure measure : Measure.values()) {
      double value = measures.get(measure);
      if (!Double.isNaN(value)) {
        node.put(measure.key, Math.round(value * 1e4) / 1e4);
      }
    }
    LedgerCounts counts = measures.counts();
    node.put("sent", counts.sent()).put("lost", counts.lost());
    node.put("duplicated", counts.duplicated()).put("outOfOrder", counts.outOfOrder());
    node.put("unknown", counts.unknown());
  }
}
