package io.leebert.streams.accuracy;

import io.leebert.streams.topology.ExitLayers;
import java.util.ArrayList;
import java.util.List;

/** The last judged answers of a version. For one thread at a time. */
final class Window {
  /** So many that a point of accuracy is not chance, so few that they are of these days. */
  static final int MOST = 1000;

  private final String version;
  private final int[] layers = new int[MOST];
  private final boolean[] rights = new boolean[MOST];
  private final int[] judgedAt = new int[ExitLayers.MOST + 1];
  private final int[] rightAt = new int[ExitLayers.MOST + 1];
  private int judged;
  private int right;
  private int next;

  Window(String version) {
    this.version = version;
  }

  String version() {
    return version;
  }

  /** One more, and the oldest goes where there are as many as are kept. */
  void add(int exitLayer, boolean isRight) {
    if (judged == MOST) {
      count(layers[next], rights[next], -1);
    }
    layers[next] = ExitLayers.toldApart(exitLayer);
    rights[next] = isRight;
    count(layers[next], isRight, 1);
    next = (next + 1) % MOST;
  }

  private void count(int layer, boolean isRight, int difference) {
    judged += difference;
    judgedAt[layer] += difference;
    if (isRight) {
      right += difference;
      rightAt[layer] += difference;
    }
  }

  /** What it comes to. */
  Accuracy accuracy() {
    List<Accuracy.AtExit> exits = new ArrayList<>();
    int left = judged;
    for (int layer = 1; left > 0 && layer <= ExitLayers.MOST; layer++) {
      exits.add(new Accuracy.AtExit(judgedAt[layer], rightAt[layer]));
      left -= judgedAt[layer];
    }
    return new Accuracy(version, judged, right, exits);
  }
}
