package io.leebert.trainer.service;

import io.leebert.schemas.event.RetrainData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/** Fixes what a retraining learns from: offsets of a topic of labelled texts, and files. */
final class LabelledTopic implements DataResolver {
  private final TopicOffsets offsets;
  private final String ownTopic;

  LabelledTopic(TopicOffsets offsets, String ownTopic) {
    this.offsets = offsets;
    this.ownTopic = ownTopic;
  }

  @Override
  public DataPlan resolve(@Nullable RetrainData data) {
    if (data == null) {
      return topic(ownTopic, Map.of(), null, List.of());
    }
    List<Path> files = files(data.getFiles());
    String topic = data.getTopic();
    if (topic == null && !files.isEmpty()) {
      return new DataPlan(null, new TreeMap<>(), new TreeMap<>(), null, files, List.of());
    }
    if (!data.getFromOffsets().isEmpty() && data.getFromTimestamp() != null) {
      throw new RefusedException("data has both fromOffsets and fromTimestamp, expected one");
    }
    return topic(
        topic == null || topic.isEmpty() ? ownTopic : topic,
        data.getFromOffsets(),
        data.getFromTimestamp(),
        files);
  }

  private static List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = Path.of(name);
      if (!Files.isReadable(file)) {
        throw new RefusedException(
            "there is no file or folder " + file + " that can be read where the service runs");
      }
      files.add(file);
    }
    return files;
  }

  private DataPlan topic(
      String topic, Map<String, Long> asked, @Nullable Instant since, List<Path> files) {
    List<Integer> partitions = offsets.partitions(topic);
    SortedMap<Integer, Long> first = offsets.offsets(topic, partitions, OffsetSpec.earliest());
    SortedMap<Integer, Long> end = offsets.offsets(topic, partitions, OffsetSpec.latest());
    SortedMap<Integer, Long> from = new TreeMap<>(first);
    List<String> notes = new ArrayList<>();
    if (since != null) {
      offsets
          .offsets(topic, partitions, OffsetSpec.forTimestamp(Math.max(0, since.toEpochMilli())))
          // -1: nothing so young.
          .forEach((p, offset) -> from.put(p, offset < 0 ? end.getOrDefault(p, 0L) : offset));
    }
    asked.forEach(
        (name, offset) -> {
          int partition = partition(topic, name, first);
          long least = first.getOrDefault(partition, 0L);
          long most = end.getOrDefault(partition, 0L);
          if (offset < 0 || offset > most) {
            throw new RefusedException(
                "fromOffsets has "
                    + offset
                    + " for partition "
                    + partition
                    + " of "
                    + topic
                    + ", which ends at "
                    + most);
          }
          if (offset < least) {
            notes.add(
                topic
                    + "-"
                    + partition
                    + ": offsets "
                    + offset
                    + " to "
                    + (least - 1)
                    + " were deleted by the topic's retention before the command was taken up");
          }
          from.put(partition, Math.max(least, offset));
        });
    return new DataPlan(
        topic, from, end, since == null ? null : since.toEpochMilli(), files, notes);
  }

  private static int partition(String topic, String name, SortedMap<Integer, Long> known) {
    try {
      int partition = Integer.parseInt(name.trim());
      if (known.containsKey(partition)) {
        return partition;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new RefusedException(
        "fromOffsets names partition \""
            + name
            + "\"; "
            + topic
            + " has the partitions "
            + known.keySet());
  }
}
