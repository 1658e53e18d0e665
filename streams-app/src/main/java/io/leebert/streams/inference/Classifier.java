package io.leebert.streams.inference;

import java.util.List;

/** Rows in, classifications out, in the same order. Used by one thread at a time. */
public interface Classifier extends AutoCloseable {

  /**
   * Runs the network once over all rows.
   *
   * @throws InferenceException when the run fails or its output does not fit its input
   */
  List<Classification> classify(List<Row> rows);

  @Override
  void close();
}
