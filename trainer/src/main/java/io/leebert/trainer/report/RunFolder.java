package io.leebert.trainer.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder a run leaves behind. */
public final class RunFolder {

  /** The run's record. */
  public static final String RECORD = "run.json";

  /** The run as a page. */
  public static final String REPORT = "report.html";

  /** The folder of its pictures. */
  public static final String PLOTS = "plots";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private RunFolder() {}

  /**
   * Reads a run's record.
   *
   * @throws RunFolderException when the folder has none, or it cannot be read
   */
  public static RunRecord read(Path folder) {
    Path file = folder.resolve(RECORD);
    if (!Files.isRegularFile(file)) {
      throw new RunFolderException(
          folder
              + (Files.isDirectory(folder) ? " has no " + RECORD : " is not a folder")
              + ", expected the folder of a finished training run");
    }
    try {
      return RunJson.read(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw new RunFolderException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a run's folder, or writes it anew: {@code run.json}, {@code report.html} and {@code
   * plots/*.png}. The record comes last and in one move: where there is one, it is whole, and so is
   * the rest. Where this Java cannot draw, the pictures are left out, and page and log say so.
   *
   * @throws RunFolderException when a file cannot be written
   */
  public static void write(Path folder, RunRecord record) {
    Path target = folder.resolve(RECORD);
    Optional<String> warning = Drawing.missing();
    warning.ifPresent(LOG::warn);
    List<Plot> plots = warning.isPresent() ? List.of() : RunPlots.of(record);
    try {
      PlotFiles.write(folder.resolve(PLOTS), plots);
      Files.writeString(folder.resolve(REPORT), ReportPage.of(record, plots, warning.orElse(null)));
      Path temporary = folder.resolve(RECORD + ".new");
      try {
        Files.write(temporary, RunJson.write(record));
        try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          written.force(true);
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new RunFolderException("cannot write the report to " + folder + ": " + e, e);
    }
  }
}
