package io.leebert.trainer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a JVM of its own, to be killed. */
final class TrainProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  TrainProcess(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                TrainRun.class.getName()));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Not on the command line: ONNX Runtime overflows its stack over a line of 4,000 characters.
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader();
  }

  /** Reads on to a line with such a beginning; false when the process ends without one. */
  boolean says(String beginning) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith(beginning)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it run for a while unless it ends before. */
  void runs(long milliseconds) throws InterruptedException {
    boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    if (ended) {
      lines.add("ended with " + process.exitValue());
    }
  }

  /** What it has said so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Kills it, without a chance to tidy up. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
