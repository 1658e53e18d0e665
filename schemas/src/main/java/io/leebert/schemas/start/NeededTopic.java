package io.leebert.schemas.start;

/**
 * A topic that a program cannot do without.
 *
 * @param name its name
 * @param setting the key by which another can be named
 * @param partitions how many it is to have where it has to be made
 * @param compacted whether it must never forget the last record of a key
 */
record NeededTopic(String name, String setting, int partitions, boolean compacted) {

  /** The command that makes it. */
  String creation(String servers) {
    return "kafka-topics.sh --bootstrap-server "
        + servers
        + " --create --topic "
        + name
        + " --partitions "
        + partitions
        + (compacted ? " --config cleanup.policy=compact" : "");
  }
}
