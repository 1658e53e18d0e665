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

  /**
   * What is said of a metric.
   *
   * @param base the name as Prometheus has it, less the kind's ending
   * @param kind what kind of metric
   * @param meaning what it says, in a sentence
   * @param tags names of the tags, every one with few values; empty where there are none
   */
  record Spec(String base, Kind kind, String meaning, List<String> tags) {
    /** Keeps a list of its own. */
    public Spec {
      tags = List.copyOf(tags);
    }
  }

  /** What is said of it. */
  Spec spec();

  /** The name as Prometheus has it, less the kind's ending. */
  default String base() {
    return spec().base();
  }

  /** What kind of metric. */
  default Kind kind() {
    return spec().kind();
  }

  /** Names of the tags, every one with few values; empty where there are none. */
  default List<String> tags() {
    return spec().tags();
  }

  /** What it says, in a sentence. */
  default String meaning() {
    return spec().meaning();
  }

  /** The name as Prometheus has it. */
  default String exposed() {
    return base() + kind().ending;
  }

  /** The name that lines with its numbers begin with: of a histogram, those of its buckets. */
  default String sample() {
    return exposed() + (kind() == Kind.HISTOGRAM ? "_bucket" : "");
  }
}
