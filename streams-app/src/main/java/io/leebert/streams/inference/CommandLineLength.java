package io.leebert.streams.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * ONNX Runtime 1.29 dies with a segmentation fault, and not a word, when it is loaded into a
 * process whose command line is longer than about 3,980 bytes (measured: 3,980 works, 3,981 does
 * not). A class path given by {@code -cp} is easily longer.
 */
final class CommandLineLength {
  private static final int MOST = 3_950;

  private CommandLineLength() {}

  /**
   * Checks this process.
   *
   * @throws ModelLoadException saying how to pass a long class path
   */
  static void check() {
    check(bytes(Path.of("/proc/self/cmdline")));
  }

  static void check(int bytes) {
    if (bytes > MOST) {
      throw new ModelLoadException(
          "this JVM was started with a command line of "
              + bytes
              + " bytes; ONNX Runtime would crash on more than "
              + MOST
              + ". Pass the class path in the environment variable CLASSPATH, or in a file"
              + " (java @file), in place of -cp");
    }
  }

  /** Length of a file, 0 where there is none (other systems than Linux). */
  static int bytes(Path file) {
    try {
      return Files.readAllBytes(file).length;
    } catch (IOException e) {
      return 0;
    }
  }
}
