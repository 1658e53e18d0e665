package io.leebert.schemas.monitor;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events, each stream on a thread of its own: a reader who stops reading stops only
 * that. A stream ends after a while and the browser opens the next one by itself, so that one whose
 * reader is gone without a word ends too.
 */
final class LiveStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
  private static final int MOST_READERS = 16;
  private static final long ENDS_AFTER_NANOS = Duration.ofSeconds(45).toNanos();
  private static final String OPEN_AGAIN = "retry: 1000\n\n";

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_READERS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "http-stream");
            thread.setDaemon(true);
            return thread;
          });

  /** Streams to one more reader, or turns it away; returns at once. */
  void serve(HttpExchange exchange, Routes.Stream stream) throws IOException {
    try {
      threads.execute(() -> run(exchange, stream));
    } catch (RejectedExecutionException e) {
      exchange.getResponseHeaders().set("Retry-After", "10");
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
    }
  }

  private void run(HttpExchange exchange, Routes.Stream stream) {
    long begin = System.nanoTime();
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      write(out, OPEN_AGAIN);
      do {
        write(out, "data: " + stream.event().get() + "\n\n");
      } while (!closed.await(stream.every().toMillis(), TimeUnit.MILLISECONDS)
          && System.nanoTime() - begin < ENDS_AFTER_NANOS);
    } catch (IOException e) {
      LOG.debug("a reader went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("a stream ends", e);
    } finally {
      exchange.close();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdown();
  }
}
