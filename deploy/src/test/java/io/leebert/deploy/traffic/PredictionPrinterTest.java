package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PredictionPrinterTest {
  private static final SeenPrediction SEEN =
      new SeenPrediction("anna", PredictionFixture.prediction("e-1", "refund", 5), 0);

  @Test
  void alignsTheTableUnderItsHeader() {
    String header = PredictionPrinter.tableHeader();
    String row = PredictionPrinter.tableRow(SEEN);

    assertThat(row.indexOf("refund")).isEqualTo(header.indexOf("LABEL"));
    assertThat(row.indexOf("text-events-2@17")).isEqualTo(header.indexOf("SOURCE"));
    assertThat(row).contains("anna", "e-1", "87.5 %", "5/12", "pharmacy 1");
  }

  @Test
  void showsADashForNoKey() {
    assertThat(PredictionPrinter.tableRow(new SeenPrediction(null, SEEN.prediction(), 0)))
        .startsWith("- ");
  }

  @Test
  void writesEveryFieldAsOneLineOfJson() throws Exception {
    String line = PredictionPrinter.json(SEEN);
    JsonNode json = new JsonMapper().readTree(line);

    assertThat(line).doesNotContain("\n");
    assertThat(json.get("key").asText()).isEqualTo("anna");
    assertThat(json.get("label").asText()).isEqualTo("refund");
    assertThat(json.get("confidence").asDouble()).isEqualTo(0.875);
    assertThat(json.get("exitLayer").asInt()).isEqualTo(5);
    assertThat(json.get("layers").asInt()).isEqualTo(12);
    assertThat(json.at("/probabilities/other").asDouble()).isEqualTo(0.125);
    assertThat(json.at("/source/offset").asLong()).isEqualTo(17);
    assertThat(json.at("/source/timestamp").asLong()).isEqualTo(1000);
    assertThat(json.at("/timings/batchRows").asInt()).isEqualTo(4);
  }
}
