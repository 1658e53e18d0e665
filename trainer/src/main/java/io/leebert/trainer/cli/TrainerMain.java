package io.leebert.trainer.cli;

import picocli.CommandLine;

/** {@code trainer-service} as a program of its own, for an image without the other commands. */
public final class TrainerMain {
  private TrainerMain() {}

  /** Runs {@code trainer-service} with the given arguments and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainerServiceCommand()).execute(arguments));
  }
}
