package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.fixture.InLocale;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts read one line per prediction, whatever keys and labels look like and wherever it runs.
 */
class PredictionLinesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "\"quoted\"", "\\", "größe 😀", "\u0000", "a\tb"})
  void aKeyOrLabelOfAnyLettersStaysInOneLineAndComesBack(String any) throws IOException {
    String line = PredictionPrinter.json(seen(any, PredictionFixture.prediction(any, any, 5)));

    JsonNode json = new JsonMapper().readTree(line);
    assertThat(line.lines()).hasSize(1);
    assertThat(json.get("key").asText()).isEqualTo(any);
    assertThat(json.get("id").asText()).isEqualTo(any);
    assertThat(json.get("label").asText()).isEqualTo(any);
    assertThat(json.get("probabilities").has(any)).isTrue();
  }

  @Test
  void whatIsNotThereIsNullNotMissing() throws IOException {
    JsonNode json =
        new JsonMapper()
            .readTree(
                PredictionPrinter.json(
                    seen(null, PredictionFixture.prediction(null, "refund", 5))));

    assertThat(json.has("key")).isTrue();
    assertThat(json.get("key").isNull()).isTrue();
    assertThat(json.get("id").isNull()).isTrue();
  }

  @Test
  void probabilitiesComeAsTheyAreOrderedInThePrediction() {
    Prediction prediction = PredictionFixture.prediction("e", "b", 5);
    prediction.setProbabilities(new TreeMap<>(Map.of("c", 0.1f, "a", 0.2f, "b", 0.7f)));

    assertThat(PredictionPrinter.json(seen("k", prediction)))
        .contains("\"probabilities\":{\"a\":0.2,\"b\":0.7,\"c\":0.1}");
  }

  @Test
  void fieldsComeInTheSameOrderAlways() throws IOException {
    JsonNode json =
        new JsonMapper()
            .readTree(PredictionPrinter.json(seen("k", PredictionFixture.prediction("e", "b", 5))));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "key",
            "id",
            "label",
            "confidence",
            "exitLayer",
            "layers",
            "patience",
            "model",
            "modelVersion",
            "tokens",
            "truncated",
            "probabilities",
            "timings",
            "source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void tableAndLinesReadTheSameEverywhere(String tag) {
    SeenPrediction seen = seen("k", PredictionFixture.prediction("e", "refund", 11));
    String header = PredictionPrinter.tableHeader();
    String row = PredictionPrinter.tableRow(seen);
    String json = PredictionPrinter.json(seen);
    InLocale.check(
        tag,
        () -> {
          assertThat(PredictionPrinter.tableHeader()).isEqualTo(header);
          assertThat(PredictionPrinter.tableRow(seen)).isEqualTo(row).contains("87.5 %", "11/12");
          assertThat(PredictionPrinter.json(seen)).isEqualTo(json);
        });
  }

  @Test
  void aLongKeyMovesItsRowAndLosesNothing() {
    String key = "customer-".repeat(10);

    assertThat(
            PredictionPrinter.tableRow(seen(key, PredictionFixture.prediction("e", "refund", 5))))
        .startsWith(key + " e ")
        .contains(" refund ", "5/12");
  }

  @Test
  void aPredictionWithoutIdHasADashForIt() {
    assertThat(
            PredictionPrinter.tableRow(seen("k", PredictionFixture.prediction(null, "refund", 5))))
        .containsPattern("^k +- +refund ");
  }

  private static SeenPrediction seen(@Nullable String key, Prediction prediction) {
    return new SeenPrediction(key, prediction, 0);
  }
}
