package io.leebert.deploy.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leebert.streams.monitor.ServeMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private final JsonNode dashboard = read();

  @Test
  void everyQueryNamesMetricsThatThereAre() {
    Set<String> known = KnownMetrics.all();
    assertThat(queries()).hasSizeGreaterThan(20);
    for (String query : queries()) {
      assertThat(KnownMetrics.namedIn(query)).as(query).isNotEmpty().isSubsetOf(known);
    }
  }

  @Test
  void everyMetricOfTheApplicationIsOnIt() {
    Set<String> shown = new TreeSet<>();
    for (String query : queries()) {
      KnownMetrics.namedIn(query)
          .forEach(name -> shown.add(name.replaceAll("_(bucket|sum|count|max)$", "")));
    }
    for (ServeMetric metric : ServeMetric.values()) {
      assertThat(shown).contains(metric.exposed());
    }
  }

  @Test
  void everyPanelHasATitleOfItsOwnAndAsksTheDataSourceThatIsChosen() {
    Set<String> titles = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(titles.add(title)).as(title).isTrue();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("targets")).as(title).isNotEmpty();
        assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      }
    }
  }

  private List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(target.path("expr").asText());
      }
    }
    return queries;
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("grafana", "dashboard.json").toFile());
    } catch (IOException e) {
      throw new AssertionError("cannot read the dashboard", e);
    }
  }
}
