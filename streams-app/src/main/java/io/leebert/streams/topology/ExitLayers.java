package io.leebert.streams.topology;

/** Layers that events leave at, as those who count results tell them apart. */
public final class ExitLayers {
  /** So many layers are told apart: no encoder has as many. */
  public static final int MOST = 128;

  private ExitLayers() {}

  /**
   * As which layer one counts.
   *
   * @param layer a layer, from 1, or how many there are
   * @return the same up to {@link #MOST}, which all beyond it count as
   */
  public static int toldApart(int layer) {
    return Math.min(layer, MOST);
  }
}
