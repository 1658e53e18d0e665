package io.leebert.streams.batch;

/** Hears of every batch; on the device's thread, so that it must neither take time nor fail. */
@FunctionalInterface
public interface BatchListener {

  /**
   * A batch begins.
   *
   * @param rows its rows
   * @param tokens tokens in those rows
   * @param cells tokens with padding: rows times the longest row
   */
  void begins(int rows, int tokens, int cells);
}
