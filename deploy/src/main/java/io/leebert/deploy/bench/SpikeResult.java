package io.leebert.deploy.bench;

import io.leebert.deploy.traffic.LedgerCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What became of every event of a run; the arrays are in the order of the events.
 *
 * @param name name of the run
 * @param plan the load
 * @param sent when each was handed to the producer, in seconds from the start
 * @param read when its committed prediction was read, in seconds from the start; NaN when it was
 *     not
 * @param patience patience it ran with
 * @param layer layer it left at
 * @param right whether its label was the true one
 * @param counts lost, doubled, out of order
 * @param changes when and why patience changed
 */
@SuppressWarnings("ArrayRecordComponent") // read for the report, never compared
public record SpikeResult(
    String name,
    LoadPlan plan,
    double[] sent,
    double[] read,
    int[] patience,
    int[] layer,
    boolean[] right,
    LedgerCounts counts,
    List<PatienceChange> changes) {

  /** Copies the list. */
  public SpikeResult {
    changes = List.copyOf(changes);
  }

  /** The same with what the application logged. */
  SpikeResult with(List<PatienceChange> logged) {
    return new SpikeResult(name, plan, sent, read, patience, layer, right, counts, logged);
  }

  /**
   * The events of a phase, or of a second.
   *
   * @param name name of the phase, or the second
   * @param events events sent in it
   * @param lagMost most events that were under way at any time in it
   * @param ageP50 median time from sending an event to reading its prediction, in seconds
   * @param ageP99 99th percentile of the same
   * @param patience mean patience
   * @param layer mean exit layer
   * @param accuracy share of right labels
   */
  public record Row(
      String name,
      int events,
      int lagMost,
      double ageP50,
      double ageP99,
      double patience,
      double layer,
      double accuracy) {}

  /** A row for every phase. */
  public List<Row> phases() {
    List<Row> rows = new ArrayList<>();
    double start = 0;
    for (LoadPlan.Phase phase : plan.phases()) {
      rows.add(row(phase.name(), start, start + phase.seconds()));
      start += phase.seconds();
    }
    return rows;
  }

  /** A row for every so many seconds. */
  public List<Row> every(double seconds) {
    List<Row> rows = new ArrayList<>();
    double end = plan.phases().stream().mapToDouble(LoadPlan.Phase::seconds).sum();
    for (double start = 0; start < end; start += seconds) {
      rows.add(row(Long.toString(Math.round(start)), start, Math.min(end, start + seconds)));
    }
    return rows;
  }

  private Row row(String rowName, double from, double to) {
    int[] events = where(i -> sent[i] >= from && sent[i] < to);
    int[] answered = Arrays.stream(events).filter(i -> !Double.isNaN(read[i])).toArray();
    double[] ages = Arrays.stream(answered).mapToDouble(i -> read[i] - sent[i]).sorted().toArray();
    return new Row(
        rowName,
        events.length,
        lagMost(from, to),
        percentile(ages, 0.5),
        percentile(ages, 0.99),
        Arrays.stream(answered).map(i -> patience[i]).average().orElse(Double.NaN),
        Arrays.stream(answered).map(i -> layer[i]).average().orElse(Double.NaN),
        Arrays.stream(answered).map(i -> right[i] ? 1 : 0).average().orElse(Double.NaN));
  }

  /** Looked at ten times. */
  private int lagMost(double from, double to) {
    int most = 0;
    for (int look = 0; look < 10; look++) {
      double at = from + (look + 0.5) * (to - from) / 10;
      // A prediction that never came is under way for ever.
      most = Math.max(most, where(i -> sent[i] <= at && !(read[i] <= at)).length);
    }
    return most;
  }

  private int[] where(IntPredicate predicate) {
    return IntStream.range(0, sent.length).filter(predicate).toArray();
  }

  /** Of sorted values; NaN of none. */
  static double percentile(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }
}
