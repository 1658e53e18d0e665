package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static Path bundle;

  @TempDir Path folder;
  private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train(@TempDir Path shared) throws IOException {
    bundle = TinyBundle.write(shared.resolve("bundle"));
  }

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("data.csv"), TinyBundle.messages(45, 6));
  }

  @Test
  void scoresEveryPatienceFromZeroToTheNumberOfLayers() throws IOException {
    Path json = folder.resolve("scores.json");

    int code = evaluate("--data", data.toString(), "--json", json.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("tiny 1 on 45 rows", "patience", "mean exit layer");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    assertThat(scores.get("model").asText()).isEqualTo("tiny 1");
    assertThat(scores.get("metric").asText()).isEqualTo("accuracy");
    assertThat(scores.get("layers").asInt()).isEqualTo(TinyBundle.LAYERS);
    assertThat(scores.get("rows").asInt()).isEqualTo(45);
    assertThat(scores.get("patience")).hasSize(TinyBundle.LAYERS + 1);
    for (int patience = 0; patience <= TinyBundle.LAYERS; patience++) {
      JsonNode one = scores.get("patience").get(patience);
      assertThat(one.get("patience").asInt()).isEqualTo(patience);
      assertThat(one.get("accuracy").asDouble()).isBetween(0.6, 1.0);
      assertThat(one.get("score").asDouble()).isEqualTo(one.get("accuracy").asDouble());
      double shares = 0;
      for (JsonNode share : one.get("exitShares")) {
        shares += share.asDouble();
      }
      assertThat(shares).isEqualTo(1.0);
    }
    assertThat(scores.at("/patience/0/meanExitLayer").asDouble()).isEqualTo(1.0);
    assertThat(scores.at("/patience/1/meanExitLayer").asDouble()).isBetween(2.0, 3.9);
    assertThat(scores.at("/patience/4/meanExitLayer").asDouble()).isEqualTo(4.0);
  }

  @Test
  void takesAnotherMetricWhenAsked() throws IOException {
    Path json = folder.resolve("scores.json");

    evaluate("--data", data.toString(), "--metric", "matthews", "--json", json.toString());

    JsonNode last = new ObjectMapper().readTree(json.toFile()).at("/patience/4");
    assertThat(out.toString()).contains("matthews");
    assertThat(last.get("score").asDouble())
        .isLessThan(1.0)
        .isNotEqualTo(last.get("accuracy").asDouble());
  }

  @Test
  void refusesALabelThatTheModelDoesNotKnow() throws IOException {
    Files.writeString(data, "text,label\nwhere is my parcel,parcel\nlate,weather\n");

    assertThat(evaluate("--data", data.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("evaluate: ")
        .contains("weather", "parcel")
        .hasLineCount(1);
  }

  @Test
  void refusesPairsForAModelOfSingleTexts() throws IOException {
    Files.writeString(data, "text,text_pair,label\nlate,parcel,money\n");

    assertThat(evaluate("--data", data.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("has pairs of texts, but the bundle was trained on single texts");
  }

  @Test
  void refusesWhatIsNoBundleOrNoData() {
    assertThat(run("--bundle", folder.resolve("none").toString(), "--data", data.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("evaluate: ", "none");
    assertThat(evaluate("--data", folder.resolve("gone.csv").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("gone.csv");
    assertThat(evaluate()).isEqualTo(2);
  }

  @Test
  void scoresThresholdsToo() throws IOException {
    Path json = folder.resolve("scores.json");

    int code =
        evaluate("--data=" + data, "--confidence=0,0.9,1", "--entropy=0.2", "--json=" + json);

    assertThat(code).isZero();
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("thresholds");
    assertThat(rows).hasSize(4);
    assertThat(rows.at("/0/confidence").asDouble()).isZero();
    assertThat(rows.at("/0/meanExitLayer").asDouble()).isEqualTo(1.0);
    assertThat(rows.at("/1/meanExitLayer").asDouble()).isBetween(1.01, 3.99);
    // Nearly no probability reaches 1.
    assertThat(rows.at("/2/meanExitLayer").asDouble()).isBetween(3.9, 4.0);
    assertThat(rows.at("/3/entropy").asDouble()).isEqualTo(0.2);
    assertThat(out.toString()).containsPattern("confidence +accuracy").contains("0.9000");
    assertThat(out.toString()).containsPattern("entropy +accuracy").contains("0.2000");
  }

  @Test
  void refusesAThresholdThatNoProbabilityOrEntropyCanReach() {
    assertThat(evaluate("--data=" + data, "--confidence=95")).isEqualTo(2);
    assertThat(err.toString()).contains("--confidence must be between 0 and 1, found 95.0");
    assertThat(evaluate("--data=" + data, "--entropy=-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--entropy must be 0 or above, in nats, found -1.0");
  }

  @Test
  void refusesAnUnknownMetricAndNamesThoseThereAre() {
    assertThat(evaluate("--data", data.toString(), "--metric", "bleu")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown metric 'bleu', expected one of accuracy");
  }

  private int evaluate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--bundle", bundle.toString()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
