package io.leebert.trainer.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trials of a search, a line of JSON each after a first line that says what was searched: a
 * search that was cut off goes on where it was.
 */
public final class TrialFile {

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final Path file;

  private TrialFile(Path file) {
    this.file = file;
  }

  /**
   * Opens or begins a file.
   *
   * @param identity data, settings and folds of the search
   * @throws IllegalArgumentException when the file is of another search
   */
  public static TrialFile open(Path path, Map<String, String> identity) {
    TrialFile file = new TrialFile(path);
    try {
      String first = file.json.writeValueAsString(new TreeMap<>(identity));
      if (!Files.exists(path)) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        // In one move: a file without a whole first line would be nobody's search.
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, first + "\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } else if (!first.equals(Files.readAllLines(path).stream().findFirst().orElse(""))) {
        throw new IllegalArgumentException(
            path + " holds the trials of another search; give another file, or remove it");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + path + " for the trials: " + e, e);
    }
  }

  /**
   * The trials that are there; a last line that was cut off while writing does not count.
   *
   * @throws IllegalArgumentException when a whole line is no trial
   */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    try {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().skip(1).toList()) {
        Saved saved = json.readValue(line, Saved.class);
        if (saved == null) {
          throw new IllegalArgumentException(file + " has a line that is no trial: " + line);
        }
        trials.add(saved.trial());
      }
      if (whole.length() < text.length()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        }
      }
      return trials;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " has a line that is no trial: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  /** Adds one. */
  public void add(Trial trial) {
    try {
      append(json.writeValueAsString(Saved.of(trial)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + file + ": " + e, e);
    }
  }

  private void append(String line) throws IOException {
    Files.writeString(
        file,
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
  }

  /** A trial without what is computed from it. */
  record Saved(Candidate candidate, List<Double> scores, double seconds) {

    static Saved of(Trial trial) {
      return new Saved(trial.candidate(), trial.scores(), trial.seconds());
    }

    Trial trial() {
      return new Trial(candidate, scores, seconds);
    }
  }
}
