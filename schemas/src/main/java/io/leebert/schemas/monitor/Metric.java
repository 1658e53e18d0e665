package io.leebert.schemas.monitor;

import java.util.List;

/**
 * A metric of ours. Every program has an enum of them: its one list, from which the meters and the
 * reference page are made.
 */
public interface Metric {

  /** What kinds there are. */
  enum Kind {
    /** Only grows, until the program starts anew. */
    COUNTER("_total"),

    /** Is what it is now. */
    GAUGE(""),

    /** How values are distributed: counts by upper bound, their number, their sum, the largest. */
    HISTOGRAM(""),

    /** Always 1; its tags are what it says. */
    INFO("_info");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  /** The name as Prometheus has it, less the kind's ending. */
  String base();

  /** What kind of metric. */
  Kind kind();

  /** Names of the tags, every one with few values; empty where there are none. */
  List<String> tags();

  /** What it says, in a sentence. */
  String meaning();

  /** The name as Prometheus has it. */
  default String exposed() {
    return base() + kind().ending;
  }
}
