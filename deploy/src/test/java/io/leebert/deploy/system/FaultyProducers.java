package io.leebert.deploy.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes producers some of whose sends are never made and reported as timed out: by turns at once
 * and at the flush before the next commit. Kafka Streams answers with a {@code
 * TaskCorruptedException}, at the thread's next forward or within the commit, and in the latter
 * case commits the thread's healthy tasks. Harder than Kafka's own producer, which would refuse to:
 * this one lets it.
 */
final class FaultyProducers implements UnaryOperator<Producer<byte[], byte[]>> {
  private static final int MOST = 4;

  private final int every;
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /**
   * Faulty producers.
   *
   * @param every sends from one fault to the next; 0 for none
   */
  FaultyProducers(int every) {
    this.every = every;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> producer) {
    // Several may be lost before a flush: one that is never heard of would be an event lost.
    Queue<Callback> unreported = new ConcurrentLinkedQueue<>();
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("flush")) {
                for (Callback next = unreported.poll(); next != null; next = unreported.poll()) {
                  report(next);
                }
              } else if (method.getName().equals("send") && arguments.length == 2 && isLost()) {
                Callback callback = (Callback) arguments[1];
                if (lost.get() % 2 == 0) {
                  report(callback);
                } else {
                  unreported.add(callback);
                }
                return new CompletableFuture<RecordMetadata>();
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void report(Callback callback) {
    callback.onCompletion(null, new TimeoutException("lost by the test"));
  }

  private boolean isLost() {
    return every > 0 && sends.incrementAndGet() % every == 0 && lost.incrementAndGet() <= MOST;
  }
}
