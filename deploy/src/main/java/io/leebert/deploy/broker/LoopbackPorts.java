package io.leebert.deploy.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Free ports of the loopback interface, for servers that must be told theirs before they start.
 * They lie below those that Linux, macOS and Windows hand out unless told otherwise: any client
 * could get the port of a server that is about to start, or to start again.
 */
final class LoopbackPorts {

  static final String HOST = "127.0.0.1";

  static final InetAddress ADDRESS = address();

  /** Below 32,768, from which on Linux hands out ports, and Kubernetes' node ports from 30,000. */
  private static final int FIRST = 20_000;

  private static final int COUNT = 10_000;
  private static final int ATTEMPTS = 3;

  /**
   * The next to look at. It goes up, so that servers of this process get different ones, and starts
   * elsewhere in each process.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % COUNT));

  private LoopbackPorts() {}

  /**
   * Starts a server on ports that were free a moment ago. When it does not come up and one of them
   * is taken by then, it is started once more on others.
   *
   * @param count how many different ports it needs
   * @param start starts it on these ports, or throws a {@link StartException}
   * @throws StartException of the last start
   */
  static <T> T use(int count, Function<List<Integer>, T> start) {
    for (int attempt = 1; ; attempt++) {
      List<Integer> ports = free(count);
      try {
        return start.apply(ports);
      } catch (StartException e) {
        if (attempt == ATTEMPTS || ports.stream().allMatch(LoopbackPorts::isFree)) {
          throw e;
        }
      }
    }
  }

  /**
   * Different ports that are free now. Another process may take one before it is used.
   *
   * @throws StartException when there are not as many
   */
  static List<Integer> free(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int looked = 0; looked < COUNT && ports.size() < count; looked++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new StartException("Too few free ports from " + FIRST + " on " + HOST, null);
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try {
      new ServerSocket(port, 1, ADDRESS).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are an address", e);
    }
  }
}
