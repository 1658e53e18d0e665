package io.leebert.trainer.report;

import java.util.List;
import java.util.stream.IntStream;

/** Names along an axis that has more places than names fit. */
final class AxisNames {

  private AxisNames() {}

  /** Keeps every n-th name, so that at most so many stay; the places in between are empty. */
  static List<String> thinned(List<String> names, int most) {
    int every = Math.max(1, (names.size() + most - 1) / most);
    return IntStream.range(0, names.size())
        .mapToObj(i -> i % every == 0 ? names.get(i) : "")
        .toList();
  }
}
