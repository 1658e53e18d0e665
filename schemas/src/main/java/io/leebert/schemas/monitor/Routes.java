package io.leebert.schemas.monitor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What there is to be had, by path. */
public final class Routes {

  /**
   * Something that goes on.
   *
   * @param event the next event's data, one line of JSON
   * @param every how often there is one
   */
  record Stream(Supplier<String> event, Duration every) {}

  private final Map<String, Supplier<Answer>> pages = new LinkedHashMap<>();
  private final Map<String, Stream> streams = new LinkedHashMap<>();

  /** Nothing yet. */
  public Routes() {}

  /** A page, made anew for everyone who asks. */
  public Routes page(String path, Supplier<Answer> page) {
    pages.put(path, page);
    return this;
  }

  /** {@code /health/live}, {@code /health/ready} and {@code /health/startup}. */
  public Routes health(Health health) {
    return page("/health/live", () -> health.live().answer())
        .page("/health/ready", () -> health.ready().answer())
        .page("/health/startup", () -> health.startup().answer());
  }

  /**
   * Server-sent events.
   *
   * @param event the next event's data, one line of JSON
   * @param every how often there is one
   */
  public Routes stream(String path, Supplier<String> event, Duration every) {
    streams.put(path, new Stream(event, every));
    return this;
  }

  Map<String, Supplier<Answer>> pages() {
    return pages;
  }

  Map<String, Stream> streams() {
    return streams;
  }
}
