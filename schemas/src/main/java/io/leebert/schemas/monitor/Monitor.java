package io.leebert.schemas.monitor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A program's meters and health, and the HTTP server that tells of them where the settings want
 * one: {@code /metrics} and {@code /health/}, beside what the program has of its own.
 */
public final class Monitor implements AutoCloseable {
  private final Meters meters;
  private final @Nullable MonitorServer server;

  private Monitor(Meters meters, @Nullable MonitorServer server) {
    this.meters = meters;
    this.server = server;
  }

  /**
   * Begins to tell.
   *
   * @param meters closed together with the monitor, also when there will be none
   * @param own what there is beside metrics and health
   * @throws MonitorException when it cannot listen where the settings say
   */
  public static Monitor start(MonitorSettings settings, Meters meters, Health health, Routes own) {
    if (!settings.enabled()) {
      return new Monitor(meters, null);
    }
    Routes routes = own.page("/metrics", meters::scrape).health(health);
    try {
      return new Monitor(meters, MonitorServer.start(settings, routes));
    } catch (RuntimeException e) {
      meters.close();
      throw e;
    }
  }

  /** Where it is reached; null where the settings want no server. */
  public @Nullable URI address() {
    return server == null ? null : server.address();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    meters.close();
  }
}
