package io.leebert.trainer.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores of exits as lines of text. */
public final class EpochTable {

  private EpochTable() {}

  /** The line above the epochs: exit numbers. */
  public static String header(int exits) {
    return "epoch    loss  average |" + exitNumbers(exits);
  }

  /** Exit numbers, six characters each. */
  public static String exitNumbers(int exits) {
    StringBuilder line = new StringBuilder();
    for (int exit = 1; exit <= exits; exit++) {
      line.append(String.format(Locale.ROOT, "%6s", "e" + exit));
    }
    return line.toString();
  }

  /** Votes as yes and no, six characters each. */
  public static String votes(List<Boolean> votes) {
    return votes.stream()
        .map(vote -> String.format(Locale.ROOT, "%6s", vote ? "yes" : "no"))
        .collect(Collectors.joining());
  }

  /** One epoch: its loss, the average of the exits and each exit's score, in percent. */
  public static String line(EpochReport report) {
    return String.format(
        Locale.ROOT,
        "%5d %7.3f %7.2f%s |%s",
        report.epoch(),
        report.meanLoss(),
        100 * report.scores().average(),
        report.best() ? "*" : " ",
        percent(report.scores().scores()));
  }

  /** Scores in percent, six characters each. */
  public static String percent(List<Double> scores) {
    return scores.stream()
        .map(score -> String.format(Locale.ROOT, "%6.1f", 100 * score))
        .collect(Collectors.joining());
  }

  /** The lines below the epochs: which was the best, and exits that do not vote, if any. */
  static List<String> ending(int bestEpoch, ExitScores best) {
    String summary =
        String.format(
            Locale.ROOT,
            "best epoch: %d, average of the exits %.2f",
            bestEpoch,
            100 * best.average());
    String silent = silentExits(best);
    return silent.isEmpty() ? List.of(summary) : List.of(summary, silent);
  }

  /** Which exits do not vote, and why; empty when all do. */
  public static String silentExits(ExitScores scores) {
    List<Boolean> votes = scores.votes();
    String silent =
        IntStream.rangeClosed(1, votes.size())
            .filter(exit -> scores.trained().get(exit - 1) && !votes.get(exit - 1))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return silent.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "exits that do not vote, because they are no better than the commonest class (%.1f):"
                + " %s",
            100 * scores.majorityScore(),
            silent);
  }

  /** What is wrong with exits that predict one class only; empty when all is well. */
  public static String warning(ExitScores scores) {
    return scores.constantExits().stream()
        .map(
            exit ->
                "WARNING: exit "
                    + exit
                    + " predicts ONE CLASS ONLY on the held-out rows; it has learned nothing"
                    + (scores.votes().get(exit - 1) ? "" : " and will not vote"))
        .collect(Collectors.joining("\n"));
  }
}
