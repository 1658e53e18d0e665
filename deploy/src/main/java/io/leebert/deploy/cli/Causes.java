package io.leebert.deploy.cli;

/** The messages of an error and of what caused it, in one line. */
final class Causes {
  private Causes() {}

  static String of(Throwable error) {
    StringBuilder text = new StringBuilder(messageOf(error));
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      String message = messageOf(cause);
      if (text.indexOf(message) < 0) {
        text.append(": ").append(message);
      }
    }
    return text.toString();
  }

  private static String messageOf(Throwable error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
