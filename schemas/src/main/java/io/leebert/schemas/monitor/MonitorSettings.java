package io.leebert.schemas.monitor;

import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP server listens.
 *
 * @param host address of this machine, or its name
 * @param port the port, 0 for any free one, -1 for no server; null where nobody set one
 * @param usualPort the port where nobody set one, unless another program has it
 */
public record MonitorSettings(String host, @Nullable Integer port, int usualPort) {

  /** Any free port of the loopback address. */
  public static final MonitorSettings ANY_PORT = new MonitorSettings("127.0.0.1", 0, 0);

  /** Whether there is to be a server. */
  public boolean enabled() {
    return port == null || port >= 0;
  }
}
