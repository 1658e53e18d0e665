package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

  @Test
  void everyMetricHasAMeaningAndANameThatPrometheusTakes() {
    assertThat(ServeMetric.values())
        .allSatisfy(
            metric -> {
              assertThat(metric.meaning()).endsWith(".").doesNotContain("|");
              assertThat(metric.exposed()).matches("leebert_[a-z_]+[a-z]");
            });
  }

  @Test
  void thePageInTheRepositoryIsTheOneThatTheListMakes() throws IOException {
    assertThat(Files.readString(Path.of("METRICS.md")))
        .as(
            "streams-app/METRICS.md is out of date; make it again:%n"
                + "  deploy/leebert serve --print-metrics-reference > streams-app/METRICS.md")
        .isEqualTo(ServeMetric.markdown());
  }
}
