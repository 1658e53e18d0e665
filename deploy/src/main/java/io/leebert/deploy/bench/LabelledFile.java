package io.leebert.deploy.bench;

import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.EventFile;
import io.leebert.deploy.traffic.EventFileException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts whose labels are known.
 *
 * @param file CSV, TSV or JSON Lines
 * @param text column or field of the text
 * @param label column or field of the label
 */
public record LabelledFile(Path file, String text, String label) {

  /**
   * Reads all of them.
   *
   * @throws EventFileException naming the file, and the line, at fault
   */
  List<Message> read() {
    String name = file.toString();
    EventFile.Layout layout = EventFile.Layout.of(name);
    if (layout == EventFile.Layout.LINES) {
      throw new EventFileException(
          name + " has no labels: expected a file .csv, .tsv or .jsonl", null);
    }
    List<Message> messages = new ArrayList<>();
    EventFile events =
        new EventFile(name, layout, new EventFile.Columns(text, null, null, null, label));
    try (Reader source = Files.newBufferedReader(file)) {
      events.read(
          source,
          event -> {
            String known = event.label();
            if (known == null) {
              throw new EventFileException(
                  name + ": text " + (messages.size() + 1) + " has no " + label, null);
            }
            messages.add(new Message(event.text(), known));
          });
    } catch (IOException e) {
      throw new EventFileException("cannot read " + name + ": " + e, e);
    }
    if (messages.isEmpty()) {
      throw new EventFileException(name + " holds no texts", null);
    }
    return messages;
  }
}
