package io.leebert.deploy.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.streams.autoscale.CostMeasurement;
import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.autoscale.FixedPace;
import io.leebert.streams.batch.SaturatedBatches;
import io.leebert.streams.configuration.PropertiesSource;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The most that an application could do with a model: the same texts through its network on the
 * same settings, in the batches that the application would make of them, without a broker, and
 * tokenized beforehand.
 */
public final class BareSession {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int WARM_UP_BATCHES = 3;

  private BareSession() {}

  /**
   * Runs once.
   *
   * @param arguments the application's configuration, the texts as a JSON array, the file for the
   *     result
   */
  public static void main(String[] arguments) throws IOException {
    ServeSettings settings =
        ServeSettings.of(
            PropertiesSource.read(Path.of(arguments[0]), Map.of()),
            Runtime.getRuntime().availableProcessors());
    String[] texts = JSON.readValue(Path.of(arguments[1]).toFile(), String[].class);
    try (ModelBundle bundle = ModelBundle.read(settings.bundle());
        LoadedModel model = LoadedModel.load(bundle, settings.session())) {
      JSON.writeValue(Path.of(arguments[2]).toFile(), run(settings, model, texts));
    }
  }

  private static Map<String, Object> run(
      ServeSettings settings, LoadedModel model, String[] texts) {
    Integer patience = settings.topology().patience();
    int asked = patience == null ? model.manifest().getExitRule().getPatience() : patience;
    CostProfile costs = CostMeasurement.run(model, System::nanoTime);
    FixedPace pace = new FixedPace(costs, (model.manifest().getLayers() + 1) / 2.0);
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add(new Row(model.tokenize(text, null), asked));
    }
    double tokenizing = seconds(start);
    List<List<Row>> batches =
        SaturatedBatches.of(rows, model.classifier(), settings.batch(), pace::overheadTokens);
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

  private static double cpuSeconds() {
    return ProcessTime.of(ProcessHandle.current().pid());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
