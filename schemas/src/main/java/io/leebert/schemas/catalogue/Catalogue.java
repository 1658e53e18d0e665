package io.leebert.schemas.catalogue;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state that the models topic adds up to. The version in service is the one promoted last, by
 * offset: one order for all who read, whatever their clocks say. Events of a kind newer than this
 * reader count for nothing. For one thread.
 */
public final class Catalogue {
  private static final Set<ModelEventType> OF_VERSIONS =
      Set.of(
          ModelEventType.CANDIDATE,
          ModelEventType.PROMOTED,
          ModelEventType.REJECTED,
          ModelEventType.FAILED,
          ModelEventType.ROLLED_BACK);

  private static final Set<ModelEventType> ENDS =
      Set.of(
          ModelEventType.DONE,
          ModelEventType.REFUSED,
          ModelEventType.CANCELLED,
          ModelEventType.COMMAND_FAILED);

  private final Map<String, Entry> entries = new TreeMap<>();
  private BiConsumer<String, Entry> listener = (key, entry) -> {};

  /** An empty catalogue. */
  public Catalogue() {}

  /**
   * Has every event that comes from now on heard of, in its order: all else here knows only the
   * last one under a key, and several may come at once.
   *
   * @param hears gets the key and the event; the one who heard before hears no more
   */
  public void onEach(BiConsumer<String, Entry> hears) {
    listener = hears;
  }

  /**
   * Takes a record of the models topic; to be called in the order of the offsets.
   *
   * @param event null takes back what was said under this key
   */
  public void apply(long offset, long timestamp, String key, @Nullable ModelEvent event) {
    if (event == null) {
      entries.remove(key);
    } else if (event.getType() != ModelEventType.UNKNOWN) {
      Entry entry = new Entry(offset, timestamp, event);
      entries.put(key, entry);
      listener.accept(key, entry);
    }
  }

  /** The version in service; null when none was ever promoted. */
  public @Nullable Entry current(String model) {
    List<Entry> promoted = promoted(model);
    return promoted.isEmpty() ? null : promoted.get(0);
  }

  /** The version to go back to; null when there is none. */
  public @Nullable Entry previous(String model) {
    List<Entry> promoted = promoted(model);
    return promoted.size() < 2 ? null : promoted.get(1);
  }

  /** Versions that are or were in service and were not rolled back, the last promoted first. */
  public List<Entry> promoted(String model) {
    return versions(model).stream()
        .filter(entry -> entry.event().getType() == ModelEventType.PROMOTED)
        .sorted(Comparator.comparingLong(Entry::offset).reversed())
        .toList();
  }

  /** All known versions of a model, the one last spoken of last. */
  public List<Entry> versions(String model) {
    return entries.values().stream()
        .filter(entry -> OF_VERSIONS.contains(entry.event().getType()))
        .filter(entry -> entry.event().getModel().equals(model))
        .sorted(Comparator.comparingLong(Entry::offset))
        .toList();
  }

  /** One version of a model; null when nothing is known of it. */
  public @Nullable Entry version(String model, String version) {
    return entries.get(CatalogueKeys.model(model, version));
  }

  /** Names of the models that have a version. */
  public Set<String> models() {
    Set<String> names = new TreeSet<>();
    for (Entry entry : entries.values()) {
      if (OF_VERSIONS.contains(entry.event().getType())) {
        names.add(entry.event().getModel());
      }
    }
    return names;
  }

  /** The last word on a command; null when it was never accepted or refused. */
  public @Nullable Entry command(String commandId) {
    return entries.get(CatalogueKeys.command(commandId));
  }

  /** Whether a command has come to its end, good or bad. */
  public boolean ended(String commandId) {
    Entry entry = command(commandId);
    return entry != null && ENDS.contains(entry.event().getType());
  }

  /** Commands that were accepted and have not come to their end. */
  public List<Entry> openCommands() {
    return commands().stream().filter(entry -> !ENDS.contains(entry.event().getType())).toList();
  }

  /** The last word on every command, the one last spoken of last. */
  public List<Entry> commands() {
    return ofKind(CatalogueKeys.COMMAND);
  }

  /** What patience a model is to be served with; null when nobody said so. */
  public @Nullable Entry patience(String model) {
    return entries.get(CatalogueKeys.patience(model));
  }

  /** What the instances that serve a model said last. */
  public List<Entry> instances(String model) {
    return ofKind(CatalogueKeys.INSTANCE).stream()
        .filter(entry -> entry.event().getModel().equals(model))
        .toList();
  }

  private List<Entry> ofKind(String kind) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind + "/"))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingLong(Entry::offset))
        .toList();
  }
}
