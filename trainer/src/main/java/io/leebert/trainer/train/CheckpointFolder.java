package io.leebert.trainer.train;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES;
import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a run leaves what it needs to go on after being cut off.
 *
 * <p>A checkpoint is a folder of its own, written beside the last one, forced to disk and renamed;
 * only then does the last one go. Whenever the process dies there is a whole one, or none yet.
 */
public final class CheckpointFolder {

  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{9}");
  private static final String STATE = "state.json";
  private static final String IDENTITY = "run.json";
  private static final String TENSORS = "tensors.pt";
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(FAIL_ON_TRAILING_TOKENS)
          .build();
  private final Path folder;
  private final Map<String, String> identity;

  /**
   * A folder for one run.
   *
   * @param identity the run's data and settings: another run's checkpoint is refused
   */
  public CheckpointFolder(Path folder, Map<String, String> identity) {
    this.folder = folder;
    this.identity = new TreeMap<>(identity);
  }

  /** What the newest checkpoint says, and where its tensors are; empty when there is none. */
  Optional<Found> newest() {
    try {
      List<Path> whole = all();
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      Path newest = whole.get(whole.size() - 1);
      requireSameRun(newest);
      return Optional.of(
          new Found(
              read(newest.resolve(STATE), new TypeReference<Checkpoint>() {}),
              newest.resolve(TENSORS)));
    } catch (IOException e) {
      throw unreadable(e.toString());
    }
  }

  private TrainingException unreadable(String why) {
    return new TrainingException("the checkpoint in " + folder + " cannot be read: " + why);
  }

  private <T> T read(Path file, TypeReference<T> type) throws IOException {
    try {
      T value = json.readValue(file.toFile(), type);
      if (value == null) { // What a file that says null is read as.
        throw unreadable(file.getFileName() + " is empty");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw unreadable(
          file.getFileName()
              + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  /**
   * Why a run cannot go on from what lies here: it is another run's, or cannot be read. Empty when
   * it can, or when there is nothing.
   */
  public Optional<String> obstacle() {
    try {
      newest();
      return Optional.empty();
    } catch (TrainingException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A checkpoint and the file of its tensors. */
  record Found(Checkpoint checkpoint, Path tensors) {}

  /**
   * Writes a checkpoint and removes the one before it.
   *
   * @param step the run's steps so far: its name
   * @param tensors writes them to the file it is given
   */
  void save(int step, Checkpoint checkpoint, Consumer<Path> tensors) {
    Path target = folder.resolve("checkpoint-%09d".formatted(step));
    Path fresh = folder.resolve("checkpoint.new");
    try {
      Files.createDirectories(folder);
      delete(fresh);
      Files.createDirectory(fresh);
      json.writeValue(fresh.resolve(IDENTITY).toFile(), identity);
      json.writeValue(fresh.resolve(STATE).toFile(), checkpoint);
      tensors.accept(fresh.resolve(TENSORS));
      for (String name : List.of(IDENTITY, STATE, TENSORS)) {
        force(fresh.resolve(name));
      }
      List<Path> older = all();
      if (older.contains(target)) {
        delete(target);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      for (Path old : older) {
        if (!old.equals(target)) {
          delete(old);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a checkpoint to " + folder + ": " + e, e);
    }
  }

  /** Removes everything: the run is over. */
  public void clear() {
    try {
      delete(folder.resolve("checkpoint.new"));
      for (Path old : all()) {
        delete(old);
      }
      try (Stream<Path> rest = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
        if (rest.findAny().isEmpty()) {
          Files.deleteIfExists(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the checkpoints in " + folder, e);
    }
  }

  private void requireSameRun(Path checkpoint) throws IOException {
    Map<String, String> other = read(checkpoint.resolve(IDENTITY), TEXTS);
    TreeMap<String, String> all = new TreeMap<>(identity);
    all.putAll(other);
    for (String key : all.keySet()) {
      String now = identity.getOrDefault(key, "nothing");
      String then = other.getOrDefault(key, "nothing");
      if (!now.equals(then)) {
        throw new TrainingException(
            "the checkpoint in "
                + folder
                + " is of another run: its "
                + key
                + " is "
                + then
                + ", this run's is "
                + now
                + "; give the same options to go on, or remove the folder to begin anew");
      }
    }
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
