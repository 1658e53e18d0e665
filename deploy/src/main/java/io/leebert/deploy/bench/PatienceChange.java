package io.leebert.deploy.bench;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of patience, as the application logged it.
 *
 * @param second when, from the start of the run
 * @param from patience before
 * @param to patience after
 * @param reason why, in the application's words
 */
public record PatienceChange(double second, int from, int to, String reason) {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) .*Autoscaler: patience (\\d+) -> (\\d+): (.*)");
  private static final double DAY = Duration.ofDays(1).toSeconds();

  /**
   * The changes in a log.
   *
   * @param begin the clock's time when the run began; changes before it are left out
   */
  static List<PatienceChange> in(List<String> log, LocalTime begin) {
    List<PatienceChange> changes = new ArrayList<>();
    for (String line : log) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        double second = Duration.between(begin, LocalTime.parse(matcher.group(1))).toMillis() / 1e3;
        // A log has no dates; no run takes half a day.
        second += second < -DAY / 2 ? DAY : 0;
        if (second >= 0) {
          changes.add(
              new PatienceChange(
                  second,
                  Integer.parseInt(matcher.group(2)),
                  Integer.parseInt(matcher.group(3)),
                  matcher.group(4)));
        }
      }
    }
    return changes;
  }
}
