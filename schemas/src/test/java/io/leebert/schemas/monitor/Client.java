package io.leebert.schemas.monitor;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Clients that send what they like, and read as they like. */
final class Client {
  /** More than any answer takes on a busy machine. */
  static final int PATIENT_MILLIS = 120_000;

  private Client() {}

  /** A connection on which this has been sent; a read from it is an error when nothing comes. */
  static Socket send(URI address, String request) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENT_MILLIS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
