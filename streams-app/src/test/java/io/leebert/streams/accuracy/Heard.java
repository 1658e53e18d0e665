package io.leebert.streams.accuracy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes down what becomes of labels: one line each, and one for what was judged. */
final class Heard implements LabelListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void ended(Outcome outcome) {
    if (outcome != Outcome.JUDGED) {
      lines.add(outcome.name());
    }
  }

  @Override
  public void judged(int exitLayer, boolean right) {
    lines.add((right ? "right" : "wrong") + " at " + exitLayer);
  }

  @Override
  public void failed() {
    lines.add("failed");
  }

  /** All since the last call. */
  List<String> lines() {
    List<String> now = List.copyOf(lines);
    lines.clear();
    return now;
  }
}
