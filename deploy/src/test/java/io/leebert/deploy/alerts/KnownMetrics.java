package io.leebert.deploy.alerts;

import io.leebert.schemas.monitor.Meters;
import io.leebert.schemas.monitor.Metric;
import io.leebert.streams.monitor.ServeMetric;
import io.leebert.trainer.monitor.TrainerMetric;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of metrics: those that there are, and those that a text names. */
final class KnownMetrics {
  private static final Pattern NAME = Pattern.compile("(?:leebert|jvm|process|system)_[a-z_]+");

  private KnownMetrics() {}

  /** As Prometheus has them: of our programs, the parts of histograms too, and of the JVM. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>();
    Stream.<Metric>concat(Stream.of(ServeMetric.values()), Stream.of(TrainerMetric.values()))
        .forEach(
            metric -> {
              if (metric.kind() == Metric.Kind.HISTOGRAM) {
                for (String part : new String[] {"_bucket", "_sum", "_count", "_max"}) {
                  names.add(metric.exposed() + part);
                }
              }
              names.add(metric.exposed());
            });
    try (Meters meters = new Meters()) {
      String scrape = new String(meters.scrape().body(), StandardCharsets.UTF_8);
      for (String line : scrape.split("\n", -1)) {
        if (!line.startsWith("#") && !line.isBlank()) {
          names.add(line.split("[{ ]", 2)[0]);
        }
      }
    }
    return names;
  }

  static Set<String> namedIn(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
