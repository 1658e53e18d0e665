package io.leebert.schemas.serde;

/**
 * Names of subjects by Confluent's TopicNameStrategy: one schema history for a topic's keys, one
 * for its values.
 */
final class Subjects {

  private Subjects() {}

  static String of(String topic, boolean isKey) {
    return topic + (isKey ? "-key" : "-value");
  }
}
