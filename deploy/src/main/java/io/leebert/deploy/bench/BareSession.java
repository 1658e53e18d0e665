package io.leebert.deploy.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.batch.SaturatedBatches;
import io.leebert.streams.configuration.PropertiesSource;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The most that an application could do with a model: the same texts through its network on the
 * same settings, in batches as large as the application's and made by the same rule, without a
 * broker, and tokenized beforehand.
 */
public final class BareSession {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int WARM_UP_BATCHES = 3;
  private static final int MOST_OVERHEAD = 1 << 14;

  private BareSession() {}

  /**
   * Runs once.
   *
   * @param arguments the application's configuration, the texts as a JSON array, the file for the
   *     result, how many rows a batch of the application had
   */
  public static void main(String[] arguments) throws IOException {
    ServeSettings settings =
        ServeSettings.of(
            PropertiesSource.read(Path.of(arguments[0]), Map.of()),
            Runtime.getRuntime().availableProcessors());
    String[] texts = JSON.readValue(Path.of(arguments[1]).toFile(), String[].class);
    try (ModelBundle bundle =
            ModelBundle.read(Objects.requireNonNull(settings.bundle(), "leebert.bundle"));
        LoadedModel model = LoadedModel.load(bundle, settings.session())) {
      double batchRows = Double.parseDouble(arguments[3]);
      JSON.writeValue(Path.of(arguments[2]).toFile(), run(settings, model, texts, batchRows));
    }
  }

  private static Map<String, Object> run(
      ServeSettings settings, LoadedModel model, String[] texts, double batchRows) {
    Integer patience = settings.autoscale().fixed();
    int asked = patience == null ? model.manifest().getExitRule().getPatience() : patience;
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add(new Row(model.tokenize(text, null), asked));
    }
    double tokenizing = seconds(start);
    List<List<Row>> batches = batches(rows, model.classifier(), settings.batch(), batchRows);
    batches.stream().limit(WARM_UP_BATCHES).forEach(model.classifier()::classify);
    long layers = 0;
    double cpu = cpuSeconds();
    start = System.nanoTime();
    for (List<Row> batch : batches) {
      for (Classification answer : model.classifier().classify(batch)) {
        layers += answer.exitLayer();
      }
    }
    double running = seconds(start);
    double cpuPer1000 = 1000 * (cpuSeconds() - cpu) / rows.size();
    return Map.of(
        "rowsPerSecond", rows.size() / running,
        "cpuSecondsPer1000", cpuPer1000,
        "tokenizedPerSecond", rows.size() / tokenizing,
        "batchRows", rows.size() / (double) batches.size(),
        "meanExitLayer", layers / (double) rows.size());
  }

  /** By the batcher's rule; what decides on their size is taken so that it comes out the same. */
  static List<List<Row>> batches(
      List<Row> rows, Classifier network, BatchSettings settings, double batchRows) {
    List<List<Row>> nearest = List.of();
    double difference = Double.MAX_VALUE;
    for (int overhead = 1; overhead <= MOST_OVERHEAD; overhead += Math.max(1, overhead / 3)) {
      int tokens = overhead;
      List<List<Row>> batches = SaturatedBatches.of(rows, network, settings, () -> tokens);
      double off = Math.abs(Math.log(rows.size() / (double) batches.size() / batchRows));
      if (off < difference) {
        difference = off;
        nearest = batches;
      }
    }
    return nearest;
  }

  private static double cpuSeconds() {
    return ProcessTime.of(ProcessHandle.current().pid());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
