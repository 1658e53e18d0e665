package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.Garbage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final Meters meters = new Meters();

  /** Metrics of no program. */
  enum Sample implements Metric {
    DONE("sample_done", Kind.COUNTER, List.of("outcome")),
    DEPTH("sample_depth", Kind.GAUGE, List.of()),
    TOOK("sample_took_seconds", Kind.HISTOGRAM, List.of()),
    SIZE("sample_size", Kind.HISTOGRAM, List.of()),
    MODEL("sample_model", Kind.INFO, List.of("version")),
    STATE("sample_state", Kind.GAUGE, List.of("state"));

    @SuppressWarnings("ImmutableEnumChecker") // Its list is a copy that nobody changes.
    private final Spec spec;

    Sample(String base, Kind kind, List<String> tags) {
      spec = new Spec(base, kind, "Says " + base + ".", tags);
    }

    @Override
    public Spec spec() {
      return spec;
    }
  }

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void everyKindIsExposedUnderTheNameThatTheListHas() {
    meters.counter(Sample.DONE, "well").increment(3);
    meters.gauge(Sample.DEPTH, () -> 7);
    meters.timer(Sample.TOOK, List.of(Duration.ofMillis(10))).record(Duration.ofMillis(5));
    meters.summary(Sample.SIZE, new double[] {1, 2}).record(2);
    meters.rows(Sample.MODEL).set(List.of(Rows.Value.of(1, "v1")));
    assertThat(scrape())
        .contains("# HELP sample_done_total Says sample_done.\n")
        .contains("sample_done_total{outcome=\"well\"} 3.0\n")
        .contains("sample_depth 7.0\n")
        .contains("sample_took_seconds_bucket{le=\"0.01\"} 1\n")
        .contains("sample_took_seconds_count 1\n")
        .contains("sample_size_bucket{le=\"1.0\"} 0\n")
        .contains("sample_size_bucket{le=\"2.0\"} 1\n")
        .contains("sample_model_info{version=\"v1\"} 1\n")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void rowsAreThoseThatWereSetLast() {
    AtomicInteger version = new AtomicInteger(1);
    Rows rows = meters.rows(Sample.MODEL);
    meters.beforeScrape(() -> rows.set(List.of(Rows.Value.of(1, "v" + version.get()))));
    assertThat(scrape()).contains("version=\"v1\"");
    version.set(2);
    assertThat(scrape()).contains("version=\"v2\"").doesNotContain("version=\"v1\"");
  }

  @Test
  void ofAStateOneGaugeIsOneAndFollowsIt() {
    AtomicReference<Metric.Kind> now = new AtomicReference<>(Metric.Kind.GAUGE);
    meters.oneOf(Sample.STATE, Metric.Kind.values(), kind -> kind == now.get());
    assertThat(scrape())
        .contains("sample_state{state=\"gauge\"} 1.0\n", "sample_state{state=\"info\"} 0.0\n")
        .contains("sample_state{state=\"counter\"} 0.0\n");
    now.set(Metric.Kind.INFO);
    assertThat(scrape())
        .contains("sample_state{state=\"gauge\"} 0.0\n", "sample_state{state=\"info\"} 1.0\n");
  }

  @Test
  void everyMetricHasALineThatBeginsWithItsSample() {
    meters.counter(Sample.DONE, "well");
    meters.gauge(Sample.DEPTH, () -> 7);
    meters.timer(Sample.TOOK, List.of(Duration.ofMillis(10)));
    meters.summary(Sample.SIZE, new double[] {1, 2});
    meters.rows(Sample.MODEL).set(List.of(Rows.Value.of(1, "v1")));
    meters.oneOf(Sample.STATE, Metric.Kind.values(), kind -> false);
    String scrape = scrape();
    assertThat(Sample.values())
        .allSatisfy(
            metric -> assertThat(scrape).containsPattern("(?m)^" + metric.sample() + "[{ ]"));
  }

  @Test
  void aNumberKeptElsewhereIsReadWheneverSomebodyLooks() {
    AtomicInteger done = new AtomicInteger(3);
    meters.counter(Sample.DONE, done::get, "well");
    assertThat(scrape()).contains("sample_done_total{outcome=\"well\"} 3.0\n");
    done.set(5);
    assertThat(scrape()).contains("sample_done_total{outcome=\"well\"} 5.0\n");
  }

  @Test
  void whatIsReadWheneverSomebodyLooksIsReadAfterACollectionOfGarbageToo() {
    AtomicInteger now = new AtomicInteger();
    meters.counter(Sample.DONE, now::get, "well");
    meters.gauge(Sample.DEPTH, now::get);
    meters.rows(Sample.MODEL).set(List.of(Rows.Value.of(1, "v1")));
    assertThat(scrape()).contains("sample_done_total{outcome=\"well\"} 0.0\n");
    Garbage.collect();
    now.set(5);
    assertThat(scrape())
        .contains("sample_done_total{outcome=\"well\"} 5.0\n")
        .contains("sample_depth 5.0\n")
        .contains("sample_model_info{version=\"v1\"} 1\n");
  }

  @Test
  void howLongSomethingTakesIsInSecondsOrRefused() {
    assertThatThrownBy(() -> meters.timer(Sample.SIZE, List.of(Duration.ofMillis(10))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SIZE is not in seconds");
  }

  @Test
  void whatIsClosedWithTheMetersIsClosedOnce() {
    AtomicInteger closed = new AtomicInteger();
    meters.closing(closed::incrementAndGet);
    meters.close();
    meters.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aTagThatTheListDoesNotNameIsRefused() {
    assertThatThrownBy(() -> meters.counter(Sample.DONE, "well", "and", "more"))
        .hasMessageContaining("has tags [outcome], found [well, and, more]");
    assertThatThrownBy(() -> meters.gauge(Sample.DONE, () -> 1)).hasMessageContaining("COUNTER");
  }

  @Test
  void theReferenceHasALineForEachWithItsTags() {
    assertThat(MetricsReference.markdown("# Sample\n\n", List.of(Sample.values()), "\nThe end.\n"))
        .isEqualTo(
            """
            # Sample

            | metric | kind | tags | meaning |
            |---|---|---|---|
            | `sample_done_total` | counter | `outcome` | Says sample_done. |
            | `sample_depth` | gauge |  | Says sample_depth. |
            | `sample_took_seconds` | histogram |  | Says sample_took_seconds. |
            | `sample_size` | histogram |  | Says sample_size. |
            | `sample_model_info` | info | `version` | Says sample_model. |
            | `sample_state` | gauge | `state` | Says sample_state. |

            The end.
            """);
  }

  private String scrape() {
    return new String(meters.scrape().body(), StandardCharsets.UTF_8);
  }
}
