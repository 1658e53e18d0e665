package io.leebert.schemas.serde;

/** Causes in words. */
final class Causes {

  private Causes() {}

  /** The message of a cause, with its kind where the message alone says too little. */
  static String message(Throwable cause) {
    if (cause instanceof RegistryException
        || cause instanceof RegistryUnavailableException
        || cause instanceof IllegalArgumentException) {
      return String.valueOf(cause.getMessage());
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
