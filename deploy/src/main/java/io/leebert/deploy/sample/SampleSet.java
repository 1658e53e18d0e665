package io.leebert.deploy.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Messages to train on and messages to be judged by; no text is in both.
 *
 * @param train what the model learns from
 * @param heldOut what it never saw, a part of it in phrasings that training does not contain
 */
public record SampleSet(List<Message> train, List<Message> heldOut) {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("").get();

  /** Copies both parts. */
  public SampleSet {
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Writes messages as CSV with the columns {@code text} and {@code label}.
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  public static void writeCsv(Path file, List<Message> messages) {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write("text,label\n");
      for (Message message : messages) {
        writer.write(CSV.format(message.text(), message.label()) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sample set to " + file, e);
    }
  }
}
