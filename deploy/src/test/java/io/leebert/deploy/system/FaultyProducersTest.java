package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FaultyProducersTest {
  private final List<String> lost = new ArrayList<>();
  private final FaultyProducers faulty = new FaultyProducers(2);
  private final MockProducer<byte[], byte[]> sound = sound();
  private final Producer<byte[], byte[]> producer = faulty.apply(sound);

  private static MockProducer<byte[], byte[]> sound() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(Producer<byte[], byte[]> by, String name) {
    var unused =
        by.send(
            new ProducerRecord<>("topic", new byte[0]),
            (metadata, failure) -> {
              if (failure instanceof TimeoutException) {
                lost.add(name);
              }
            });
  }

  /** Also when the one between the two was another producer's. */
  @Test
  void everySendThatIsLostIsHeardOfAtTheNextFlushAtTheLatest() {
    Producer<byte[], byte[]> other = faulty.apply(sound());
    send(producer, "1");
    send(producer, "2");
    send(other, "3");
    send(other, "4");
    assertThat(lost).as("every other one at once").containsExactly("4");
    send(producer, "5");
    send(producer, "6");

    producer.flush();

    assertThat(lost).containsExactly("4", "2", "6");
    assertThat(sound.history()).hasSize(2);
  }
}
