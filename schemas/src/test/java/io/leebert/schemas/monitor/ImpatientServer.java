package io.leebert.schemas.monitor;

import java.io.IOException;

/**
 * A server in a process of its own, whose limits for slow clients are what the command line says:
 * the JDK reads them once in a process. It ends when nobody holds its standard input any more.
 */
final class ImpatientServer {
  /** More than the buffers of any connection hold. */
  static final int LARGE = 64 << 20;

  private ImpatientServer() {}

  public static void main(String[] arguments) throws IOException {
    byte[] large = new byte[LARGE];
    Routes routes =
        new Routes()
            .page("/large", () -> new Answer(200, "application/octet-stream", large))
            .page("/sending", () -> Answer.text(200, Long.toString(sending())));
    try (MonitorServer server = MonitorServer.start(MonitorSettings.ANY_PORT, routes)) {
      System.out.println(server.address());
      while (System.in.read() >= 0) {
        // Until the test is over.
      }
    }
  }

  /** Threads that are in the midst of sending an answer. */
  private static long sending() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            frames -> {
              for (StackTraceElement frame : frames) {
                if (frame.getClassName().equals(MonitorServer.class.getName())
                    && frame.getMethodName().equals("send")) {
                  return true;
                }
              }
              return false;
            })
        .count();
  }
}
