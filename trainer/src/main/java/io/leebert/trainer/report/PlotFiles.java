package io.leebert.trainer.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pictures of a report as files of their own. */
final class PlotFiles {

  private PlotFiles() {}

  static void write(Path folder, List<Plot> plots) throws IOException {
    Files.createDirectories(folder);
    for (Plot plot : plots) {
      Files.write(folder.resolve(plot.file()), plot.png());
    }
  }
}
