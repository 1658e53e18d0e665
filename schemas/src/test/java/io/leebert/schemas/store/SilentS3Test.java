package io.leebert.schemas.store;

import static io.leebert.schemas.store.StoreAssertions.entries;
import static io.leebert.schemas.store.StoreAssertions.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that takes every connection and never says a word. With the times that reads and tries
 * had before, one request took more than three minutes.
 */
@Timeout(120)
class SilentS3Test {
  /** Short, and far from what an overloaded machine needs to open a connection in its own host. */
  private static final long TIMEOUT_MS = 1_000;

  @TempDir Path work;
  private final List<Socket> taken = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Map<String, String> settings;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread taking = new Thread(this::take, "silent-s3");
    taking.setDaemon(true);
    taking.start();
    System.setProperty("aws.accessKeyId", "leebert");
    System.setProperty("aws.secretAccessKey", "opensesame");
    settings = new HashMap<>();
    settings.put(S3Keys.ENDPOINT, "http://127.0.0.1:" + server.getLocalPort());
    settings.put(S3Keys.TIMEOUT_MS, String.valueOf(TIMEOUT_MS));
  }

  private void take() {
    try {
      while (true) {
        taken.add(server.accept());
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    server.close();
    for (Socket socket : taken) {
      socket.close();
    }
  }

  @Test
  void isGivenUpSoonAndMayBeAskedAgain() throws IOException {
    try (BundleSource source = BundleStores.source(settings)) {
      // A machine that stands still for a moment may give it up before it is connected.
      do {
        unreachable(() -> source.fetch(URI.create("s3://models/desk/1/"), null, work))
            .hasMessageContaining("s3://models/desk/1/manifest.json")
            .hasMessageContaining("http://127.0.0.1:" + server.getLocalPort());
      } while (taken.isEmpty());
    }
    assertThat(entries(work)).isEmpty();
  }
}
