package io.leebert.deploy.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Free ports of the loopback interface. */
final class LoopbackPorts {

  static final String HOST = "127.0.0.1";

  static final InetAddress ADDRESS = address();

  private LoopbackPorts() {}

  /**
   * Different ports that were free a moment ago. Another process may take one before it is used;
   * the child then fails to bind and says so.
   */
  static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, ADDRESS);
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + HOST, e);
    } finally {
      for (ServerSocket socket : held) {
        closeQuietly(socket);
      }
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release port " + socket.getLocalPort(), e);
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
