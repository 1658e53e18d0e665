package io.leebert.streams.autoscale;

import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.util.List;

/** A patience that does not follow the load, on a device whose cost is known all the same. */
public final class FixedPace implements BatchPace {
  private final CostProfile costs;
  private final double layer;

  /**
   * A pace.
   *
   * @param layer layer that rows are expected to leave at
   */
  public FixedPace(CostProfile costs, double layer) {
    this.costs = costs;
    this.layer = layer;
  }

  @Override
  public int patience() {
    return FIXED.patience();
  }

  @Override
  public void ran(List<Row> rows, List<Classification> answers, long nanos) {
    // Nothing is decided by what it took.
  }

  @Override
  public int overheadTokens() {
    return costs.overheadTokens(layer);
  }
}
