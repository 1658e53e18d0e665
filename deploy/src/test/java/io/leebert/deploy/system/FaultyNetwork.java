package io.leebert.deploy.system;

import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A network that fails as {@link FaultyServe} was told. Used by the device's thread alone. */
final class FaultyNetwork implements Classifier {
  /** Runs on other threads are the start's own, which are left alone. */
  private static final String DEVICE_THREAD = "inference-";

  private final Classifier network;
  private final boolean poison;
  private final int hiccup;
  private final int dies;
  private final int stall;
  private final long stallNanos;
  private int runs;
  private int rowsRun;
  private boolean stalled;

  FaultyNetwork(Classifier network, Map<String, Integer> faults) {
    this.network = network;
    this.poison = faults.containsKey("poison");
    this.hiccup = faults.getOrDefault("hiccup", 0);
    this.dies = faults.getOrDefault("dies", 0);
    this.stall = faults.getOrDefault("stall", 0);
    this.stallNanos = faults.getOrDefault("stall-millis", 0) * 1_000_000L;
  }

  @Override
  public List<Classification> classify(List<Row> rows) {
    if (Thread.currentThread().getName().startsWith(DEVICE_THREAD)) {
      suffer(rows);
    }
    return network.classify(rows);
  }

  private void suffer(List<Row> rows) {
    if (poison && rows.stream().anyMatch(row -> row.tokens().truncated())) {
      throw new InferenceException("poison among " + rows.size() + " rows");
    }
    runs++;
    rowsRun += rows.size();
    if (dies > 0 && rowsRun > dies) {
      throw new InferenceException("the device is on fire");
    }
    if (hiccup > 0 && runs % hiccup == 0) {
      throw new InferenceException("a hiccup");
    }
    if (stall > 0 && rowsRun > stall && !stalled) {
      stalled = true;
      long end = System.nanoTime() + stallNanos;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
