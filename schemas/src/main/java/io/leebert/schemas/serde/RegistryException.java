package io.leebert.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry was reached and said no: an unknown id, an incompatible schema, wrong
 * credentials.
 */
public final class RegistryException extends SerializationException {

  private static final long serialVersionUID = 1L;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
