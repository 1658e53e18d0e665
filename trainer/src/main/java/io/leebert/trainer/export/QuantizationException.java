package io.leebert.trainer.export;

import java.io.Serial;

/** Int8 weights cost more of a score than was allowed. */
public final class QuantizationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  QuantizationException(String message) {
    super(message);
  }
}
