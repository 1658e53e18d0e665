package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event must neither be lost to an outage nor hold up its partition for being bad. */
class OutagesTest {

  static Stream<Throwable> troubleThatPasses() {
    return Stream.of(
        new TimeoutException("the broker says try again"),
        new ConnectException("refused"),
        new HttpTimeoutException("no answer"),
        new HttpConnectTimeoutException("no connection"),
        new SerializationException("of another client", new ConnectException("refused")),
        new IllegalStateException(new IllegalStateException(new HttpTimeoutException("deep"))));
  }

  static Stream<Throwable> badRecords() {
    return Stream.of(
        new SerializationException("unknown magic byte"),
        new UnreadableEventException("no text"),
        new IOException("broken"),
        new IllegalStateException(new IOException("broken")),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("troubleThatPasses")
  void troubleThatPassesSaysNothingAgainstTheRecord(Throwable failure) {
    assertThat(Outages.isOne(failure)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("badRecords")
  void aBadRecordIsNoOutage(Throwable failure) {
    assertThat(Outages.isOne(failure)).isFalse();
  }
}
