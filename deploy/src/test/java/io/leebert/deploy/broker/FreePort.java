package io.leebert.deploy.broker;

import java.util.function.IntFunction;

/** A port for a listener of a test's own. */
public final class FreePort {
  private FreePort() {}

  /**
   * Starts something on a port of the loopback interface, and once more on another when it does not
   * come up and somebody else has the port by then.
   */
  public static <T> T use(IntFunction<T> start) {
    return LoopbackPorts.use(1, ports -> start.apply(ports.get(0)));
  }
}
