package io.leebert.deploy.broker;

/** A port for a listener of a test's own. */
public final class FreePort {
  private FreePort() {}

  /** A port of the loopback interface that was free a moment ago. */
  public static int find() {
    return LoopbackPorts.free(1).get(0);
  }
}
