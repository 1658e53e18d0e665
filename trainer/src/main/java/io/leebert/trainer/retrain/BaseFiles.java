package io.leebert.trainer.retrain;

import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.LabelledRow;
import io.leebert.trainer.data.LabelledTextReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Labelled rows from files, and what identifies the files. */
final class BaseFiles {

  private final DataRules rules;
  private final Map<String, String> provenance = new TreeMap<>();

  BaseFiles(DataRules rules) {
    this.rules = rules;
  }

  /**
   * Hands over every row of every file, in the order of the files; rows that cannot be read are
   * handed over as such.
   *
   * @throws DataException when a file is missing, of no known format, or has no labels
   */
  void read(List<Path> filesOrFolders, RowIntake intake) {
    for (Path path : filesOrFolders) {
      for (Path file : Files.isDirectory(path) ? inside(path) : List.of(path)) {
        LabelledFile read = new LabelledTextReader(rules.format(), rules.columns()).read(file);
        for (LabelledRow row : read.rows()) {
          intake.add(
              new Labelled(
                  row.text(),
                  row.textPair(),
                  row.label(),
                  Labelled.OF_FILES,
                  file + ":" + row.line()));
        }
        read.badRows().forEach(bad -> intake.unreadable(file + ":" + bad.line(), bad.problem()));
        String name = "data.file." + (provenance.size() / 3 + 1);
        provenance.put(name, String.valueOf(file.getFileName()));
        provenance.put(name + ".sha256", read.sha256());
        provenance.put(name + ".rows", Integer.toString(read.rows().size()));
      }
    }
  }

  /** The files of a folder by name; hidden ones are none of ours. */
  private static List<Path> inside(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          new ArrayList<>(
              entries
                  .filter(Files::isRegularFile)
                  .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                  .sorted()
                  .toList());
      if (files.isEmpty()) {
        throw new DataException(folder + ": the folder has no files");
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Name, digest and rows of every file that was read. */
  Map<String, String> provenance() {
    return Map.copyOf(provenance);
  }
}
