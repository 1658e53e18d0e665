package io.leebert.streams.topology;

import io.leebert.schemas.serde.RegistryUnavailableException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells trouble that passes from records that are bad. */
final class Outages {
  private Outages() {}

  /**
   * Whether a failed read says nothing against the record: the registry is not there, or Kafka says
   * try again. Such a record must not be set aside, or an outage would empty the input topic into
   * the dead letter topic.
   */
  static boolean isOne(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RegistryUnavailableException
          || t instanceof RetriableException
          || t instanceof ConnectException
          || t instanceof HttpTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
