package io.leebert.streams.configuration;

import io.leebert.streams.accuracy.LabelSettings;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** The keys about labels that tell whether answers were right. */
final class LabelKeys {
  private static final String ANSWERS = "leebert.labelled.answers";
  private static final String WAIT_MS = "leebert.labelled.wait.ms";

  private LabelKeys() {}

  static void define(ConfigDef definition) {
    definition
        .define(
            ServeKeys.LABELLED_TOPIC,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.MEDIUM,
            "Topic of labelled texts (LabelledText, such as labelled-events), each of which is compared"
                + " with what this instance answered for the same event lately: accuracy for the page"
                + " and the metrics. It is read from its end, without a group. By default no labels"
                + " are read.")
        .define(
            ANSWERS,
            ConfigDef.Type.INT,
            20_000,
            Range.between(1, 10_000_000),
            Importance.LOW,
            "How many of its last answers an instance remembers for labels to come, without the texts:"
                + " events a second times the seconds that labels take. Each takes up to 260 bytes of"
                + " the heap, and each label that waits as much.")
        .define(
            WAIT_MS,
            ConfigDef.Type.LONG,
            60_000L,
            Range.between(0, 86_400_000),
            Importance.LOW,
            "How long in milliseconds a label waits for an answer that comes after it, before it counts"
                + " as unknown; at most as many wait as answers are remembered.");
  }

  /** The settings, or null where no labels are read. */
  static @Nullable LabelSettings read(AbstractConfig values) {
    String topic = values.getString(ServeKeys.LABELLED_TOPIC);
    return topic == null
        ? null
        : new LabelSettings(
            topic, values.getInt(ANSWERS), Duration.ofMillis(values.getLong(WAIT_MS)));
  }
}
