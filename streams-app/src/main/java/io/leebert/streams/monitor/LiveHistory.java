package io.leebert.streams.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last minutes, a point a second. For one writer and any readers. */
final class LiveHistory {
  /** Five minutes. */
  static final int MOST = 300;

  /**
   * A second.
   *
   * @param millis its end
   * @param arrived events that arrived in it, per second
   * @param answered events that came out in it, per second
   * @param waiting events that had arrived and were not out at its end
   * @param age mean age of those that came out in it, in milliseconds; negative where none did
   * @param oldest the greatest of those ages
   * @param patience patience at its end
   */
  record Point(
      long millis,
      double arrived,
      double answered,
      long waiting,
      double age,
      long oldest,
      int patience) {}

  private final ArrayDeque<Point> points = new ArrayDeque<>();

  synchronized void add(Point point) {
    points.addLast(point);
    if (points.size() > MOST) {
      points.removeFirst();
    }
  }

  /** The points, the oldest first. */
  synchronized List<Point> points() {
    return new ArrayList<>(points);
  }
}
