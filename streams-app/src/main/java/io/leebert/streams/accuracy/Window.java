package io.leebert.streams.accuracy;

import java.util.ArrayList;
import java.util.List;

/** The last judged answers of a version. For one thread at a time. */
final class Window {
  /** So many that a point of accuracy is not chance, so few that they are of these days. */
  static final int MOST = 1000;

  /** Layers beyond this count as this one: no encoder has as many. */
  private static final int MOST_LAYERS = 128;

  private final String version;
  private final int[] layers = new int[MOST];
  private final boolean[] rights = new boolean[MOST];
  private final int[] judgedAt = new int[MOST_LAYERS + 1];
  private final int[] rightAt = new int[MOST_LAYERS + 1];
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
    layers[next] = Math.min(exitLayer, MOST_LAYERS);
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
    for (int layer = 1; left > 0 && layer <= MOST_LAYERS; layer++) {
      exits.add(new Accuracy.AtExit(judgedAt[layer], rightAt[layer]));
      left -= judgedAt[layer];
    }
    return new Accuracy(version, judged, right, exits);
  }
}
