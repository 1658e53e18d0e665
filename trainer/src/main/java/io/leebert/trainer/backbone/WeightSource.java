package io.leebert.trainer.backbone;

import java.util.Set;

/** Where arrays come from: a file, or several. Their shapes are known before they are read. */
interface WeightSource extends AutoCloseable {

  /** What to call it in messages. */
  String description();

  /** Names of the arrays, as they are stored. */
  Set<String> names();

  /**
   * Shape of an array.
   *
   * @throws IllegalArgumentException when there is none of that name, or it cannot be read
   */
  int[] shape(String name);

  /**
   * One array, as fp32.
   *
   * @throws IllegalArgumentException as {@link #shape}
   */
  Weight weight(String name);

  @Override
  void close();
}
