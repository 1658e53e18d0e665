package io.leebert.trainer.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Arrays in several safetensors files with an index that says which array is in which file. */
final class SafetensorsShards implements WeightSource {

  private final Path index;
  private final Map<String, SafetensorsFile> shards;
  private final Map<String, SafetensorsFile> byName = new TreeMap<>();

  private SafetensorsShards(Path index, Map<String, SafetensorsFile> shards) {
    this.index = index;
    this.shards = shards;
  }

  /**
   * Opens all files that an index names.
   *
   * @throws IllegalArgumentException naming the file that is missing or not sound, or the array
   *     that is not in the file that the index names
   */
  static SafetensorsShards open(Path index) {
    JsonNode places = ConfigFile.read(index).value("weight_map");
    if (!places.isObject() || places.isEmpty()) {
      throw new IllegalArgumentException(index + " has no weight_map from array to file");
    }
    SafetensorsShards opened = new SafetensorsShards(index, new TreeMap<>());
    try {
      for (Map.Entry<String, JsonNode> place : places.properties()) {
        opened.add(place.getKey(), place.getValue().asText());
      }
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The files that the index names. */
  List<Path> files() {
    return shards.keySet().stream().map(index::resolveSibling).toList();
  }

  private void add(String name, String fileName) {
    SafetensorsFile shard = shards.get(fileName);
    if (shard == null) {
      Path file = index.resolveSibling(fileName);
      // A name with folders in it could read anything of the machine.
      if (!fileName.equals(String.valueOf(file.getFileName())) || !Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            index + " has weight " + name + " in " + fileName + ", which is no file beside it");
      }
      shard = SafetensorsFile.open(file);
      shards.put(fileName, shard);
    }
    if (!shard.names().contains(name)) {
      throw new IllegalArgumentException(
          index + " has weight " + name + " in " + fileName + ", but it is not there");
    }
    byName.put(name, shard);
  }

  @Override
  public String description() {
    return index.toString();
  }

  @Override
  public Set<String> names() {
    return byName.keySet();
  }

  @Override
  public int[] shape(String name) {
    return shard(name).shape(name);
  }

  @Override
  public Weight weight(String name) {
    return shard(name).weight(name);
  }

  private SafetensorsFile shard(String name) {
    SafetensorsFile shard = byName.get(name);
    if (shard == null) {
      throw new IllegalArgumentException(index + " has no array " + name);
    }
    return shard;
  }

  @Override
  public void close() {
    shards.values().forEach(SafetensorsFile::close);
  }
}
