package io.leebert.streams.cli;

import picocli.CommandLine;

/** The serve command alone, for images and services that run nothing else. */
public final class StreamsMain {
  private StreamsMain() {}

  /** Runs {@code serve} with the given arguments and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ServeCommand()).execute(arguments));
  }
}
