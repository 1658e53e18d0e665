package io.leebert.trainer.data;

import java.nio.file.Path;

/**
 * A row that could not be used, and why.
 *
 * @param file the file it is in
 * @param line where it starts, 1-based
 * @param problem what was found and what was expected
 */
public record BadRow(Path file, long line, String problem) {

  /** {@code file:line: problem}, as compilers print it. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + problem;
  }
}
