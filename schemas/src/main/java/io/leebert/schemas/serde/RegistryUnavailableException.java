package io.leebert.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry could not be reached, or answered with an error of its own, however often it
 * was asked. This says nothing against the record: a reader should wait or stop, not set the record
 * aside as bad.
 */
public final class RegistryUnavailableException extends SerializationException {

  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
