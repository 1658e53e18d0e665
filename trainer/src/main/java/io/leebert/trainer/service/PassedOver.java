package io.leebert.trainer.service;

import java.util.ArrayList;
import java.util.List;

/** What was left out of the rows, for people: all of it counted, the first of it named. */
final class PassedOver {
  private static final int NAMED = 10;

  private final List<String> named = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private String firstCause = "";
  private long count;

  /** A record that cannot be read. */
  void add(String place, String cause) {
    if (count++ == 0) {
      firstCause = cause;
    }
    if (named.size() < NAMED) {
      named.add(place);
    }
  }

  /** Records that were gone. */
  void deleted(String what) {
    deleted.add(what + " were deleted by the topic's retention before they were read");
  }

  /** Anything else. */
  void notice(String message) {
    if (notices.size() < NAMED && !notices.contains(message)) {
      notices.add(message);
    }
  }

  /** All of it, one thing a line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(deleted);
    if (count > 0) {
      lines.add(
          count
              + (count == 1 ? " record" : " records")
              + " could not be read and "
              + (count == 1 ? "was" : "were")
              + " passed over: "
              + String.join(", ", named)
              + (count > NAMED ? ", ..." : "")
              + " ("
              + firstCause
              + ")");
    }
    lines.addAll(notices);
    return lines;
  }
}
