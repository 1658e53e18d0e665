package io.leebert.deploy.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes producers some of whose sends are never made and reported as timed out. Kafka Streams
 * answers with a {@code TaskCorruptedException}, at the thread's next forward or commit. Harder
 * than Kafka's own producer, which would refuse to commit afterwards: this one would commit the
 * rest.
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
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send") && arguments.length == 2 && isLost()) {
                TimeoutException failure = new TimeoutException("lost by the test");
                ((Callback) arguments[1]).onCompletion(null, failure);
                return CompletableFuture.failedFuture(failure);
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private boolean isLost() {
    return every > 0 && sends.incrementAndGet() % every == 0 && lost.incrementAndGet() <= MOST;
  }
}
