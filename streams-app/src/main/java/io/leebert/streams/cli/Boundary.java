package io.leebert.streams.cli;

import io.leebert.streams.inference.Classifier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;

/**
 * Where the application meets what can fail: whatever wraps the network or the producers is put
 * here. The chaos tests put faults there.
 *
 * @param network gets the network of every model, gives the one to be run
 * @param producers gets the producer of every stream thread, gives the one to be used
 */
public record Boundary(
    UnaryOperator<Classifier> network, UnaryOperator<Producer<byte[], byte[]>> producers) {
  /** Nothing between. */
  public static final Boundary PLAIN =
      new Boundary(UnaryOperator.identity(), UnaryOperator.identity());
}
