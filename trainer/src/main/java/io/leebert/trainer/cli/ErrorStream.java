package io.leebert.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard error is connected to. */
public final class ErrorStream {

  private ErrorStream() {}

  /**
   * True when somebody may be watching a terminal: a bar can be drawn over itself there. Where the
   * system does not tell (elsewhere than on Linux), plain lines are the safe answer; System.console
   * is about standard input and output.
   */
  public static boolean isTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path descriptor = Path.of("/proc/self/fd/2");
    if (!Files.exists(descriptor)) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
