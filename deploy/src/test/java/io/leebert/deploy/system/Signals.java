package io.leebert.deploy.system;

import java.io.IOException;

/** Signals to other processes, by the shell's own {@code kill}. */
final class Signals {
  private Signals() {}

  /** Asks a process to end in order. */
  static void terminate(long process) {
    send("TERM", process);
  }

  /** Holds a process, whatever it is doing. */
  static void hold(long process) {
    send("STOP", process);
  }

  /** Lets a held process go on as if nothing had been. */
  static void release(long process) {
    send("CONT", process);
  }

  private static void send(String signal, long process) {
    try {
      int exitCode =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process)
              .inheritIO()
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("cannot send SIG" + signal + " to process " + process);
      }
    } catch (IOException e) {
      throw new IllegalStateException("there is no sh to send a signal by", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending a signal", e);
    }
  }
}
